// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Locale;

/** How much a finding matters, the worst first. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  private static final double FAR = 3;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One step worse when an objective is missed by far, or there is no number at all. */
  Severity by(double value, double objective) {
    boolean far = Double.isInfinite(value) || (objective > 0 && value > FAR * objective);
    if (!far) {
      return this;
    }
    return switch (this) {
      case CRITICAL, HIGH -> CRITICAL;
      case MEDIUM -> HIGH;
      case LOW -> MEDIUM;
    };
  }
}
