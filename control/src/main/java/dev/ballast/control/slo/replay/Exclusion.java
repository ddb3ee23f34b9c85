// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.quantity.Ratio;

/**
 * A time that is not to count, such as planned maintenance.
 *
 * @param reason why, for the audit; never empty
 * @param by who says so; never empty
 * @param cap the share of a window up to which it may be left out; 0 when it says none
 */
public record Exclusion(Span span, String reason, String by, Ratio cap) {

  /** Up to the usual share. */
  public Exclusion(Span span, String reason, String by) {
    this(span, reason, by, Ratio.ZERO);
  }

  public Exclusion {
    if (reason.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException(
          "reason, by: " + reason + ", " + by + " (expected: both, for the audit)");
    }
  }
}
