// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import java.util.Locale;

/** About how much work it is to get a check proved, the least first. */
public enum Effort {
  MINUTES,
  HOURS,
  DAYS,
  WEEKS;

  /** As it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
