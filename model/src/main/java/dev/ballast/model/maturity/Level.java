// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.maturity;

import java.util.Locale;

/** One of the four levels of maturity, the lowest first. */
public enum Level {
  BASIC(1, "Basic SRE"),
  INTERMEDIATE(2, "Intermediate SRE"),
  ADVANCED(3, "Advanced SRE"),
  STRATEGIC(4, "Strategic SRE");

  private final int number;
  private final String title;

  Level(int number, String title) {
    this.number = number;
    this.title = title;
  }

  /** From 1 to 4. */
  public int number() {
    return number;
  }

  public String title() {
    return title;
  }

  /** As it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
