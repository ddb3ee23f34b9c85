// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

/**
 * A time that is not to count, such as planned maintenance.
 *
 * @param reason why, for the audit; never empty
 * @param by who says so; never empty
 */
public record Exclusion(Span span, String reason, String by) {

  public Exclusion {
    if (reason.isBlank() || by.isBlank()) {
      throw new IllegalArgumentException(
          "reason, by: " + reason + ", " + by + " (expected: both, for the audit)");
    }
  }
}
