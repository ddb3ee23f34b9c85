// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

/**
 * Events of a stretch of time that has data. Where there is no data, there is no slice.
 *
 * @param good good events, at most total
 */
public record Slice(Span span, double good, double total) {

  public Slice {
    if (!(total >= 0 && good >= 0 && good <= total)) {
      throw new IllegalArgumentException(
          "good, total: " + good + ", " + total + " (expected: 0 <= good <= total)");
    }
  }
}
