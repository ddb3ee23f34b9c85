// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import java.time.Duration;
import java.util.List;

/**
 * Events of one window.
 *
 * @param window as evaluated, after time scaling
 * @param good good events, at most total; fractions come from PromQL's extrapolation
 * @param known false when the window holds no sample at all: then the counts are 0 and mean nothing
 * @param queries as asked: the part and the total, or a share alone
 */
public record WindowEvents(
    Duration window, double good, double total, boolean known, List<String> queries) {

  public WindowEvents {
    queries = List.copyOf(queries);
    if (!(total >= 0 && good >= 0 && good <= total)) {
      throw new IllegalArgumentException(
          "good, total: " + good + ", " + total + " (expected: 0 <= good <= total)");
    }
  }

  public static WindowEvents unknown(Duration window, List<String> queries) {
    return new WindowEvents(window, 0, 0, false, queries);
  }

  public double bad() {
    return total - good;
  }

  /** Share of bad events, 0 without events. */
  public double badShare() {
    return total > 0 ? bad() / total : 0;
  }
}
