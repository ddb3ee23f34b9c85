// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was seen, enough to look at it again.
 *
 * @param id such as {@code E7}, unique within its incident; sentences refer to it
 * @param kind what was looked at, one word such as {@code resource}, {@code logs} or {@code slo}
 * @param about who it speaks of, in words
 * @param text a sentence with the numbers
 * @param from the window that was looked at
 * @param baseline what is normal; null where it is no number
 * @param observed what was seen; null where it is no number
 * @param unit of both, empty when they are ratios or there are none
 * @param query PromQL that shows it, one a line; empty when it comes from spans, lines or the
 *     ledger
 * @param strength how far from normal, a logarithm; 0 when it is not measured so
 */
public record Evidence(
    String id,
    String kind,
    String about,
    String text,
    Instant from,
    Instant to,
    @Nullable Double baseline,
    @Nullable Double observed,
    String unit,
    String query,
    double strength) {

  public Evidence {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to: " + to + " (expected: not before " + from + ")");
    }
  }

  public Evidence withId(String newId) {
    return new Evidence(
        newId, kind, about, text, from, to, baseline, observed, unit, query, strength);
  }

  /** What it is about and how it was found: the same in the next look, whatever the numbers. */
  public String key() {
    return kind + "|" + about + "|" + shape(query.isEmpty() ? text : query);
  }

  private static String shape(String text) {
    return text.replaceAll("\\b[0-9a-f]{16,}\\b|[0-9]+([.,:][0-9]+)*", "#");
  }
}
