// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * When a version came, in words that do not go stale, and in those of an alert that is read now.
 */
public final class Deployed {

  private Deployed() {}

  /**
   * Such as {@code v2.3.1 deployed 15 min before the onset}.
   *
   * @param seconds before the onset; negative: after it
   */
  public static String text(String version, double seconds) {
    return "%s deployed %s %s the onset"
        .formatted(version, span(Math.abs(seconds)), seconds < 0 ? "after" : "before");
  }

  /**
   * Such as {@code v2.3.1 deployed 15 min ago}, of a fact that {@link #text} wrote; any other fact
   * as it is.
   */
  public static String ago(Fact fact, Instant onset, Instant now) {
    int end = fact.text().indexOf(" deployed ");
    if (fact.value() == null || end < 0) {
      return fact.text();
    }
    double age = fact.value() + Duration.between(onset, now).toMillis() / 1e3;
    return "%s deployed %s ago".formatted(fact.text().substring(0, end), span(Math.max(0, age)));
  }

  /** {@code 40 s}, {@code 15 min}, {@code 3 h}, {@code 4 d}. */
  private static String span(double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    if (seconds < 5400) {
      return Math.round(seconds / 60) + " min";
    }
    return seconds < 48 * 3600
        ? Math.round(seconds / 3600) + " h"
        : Math.round(seconds / 86_400) + " d";
  }
}
