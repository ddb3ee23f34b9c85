// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.maturity;

import java.util.Locale;

/** One of the four levels of maturity; the ordinal grows with it. */
public enum Level {
  BASIC("Basic SRE"),
  INTERMEDIATE("Intermediate SRE"),
  ADVANCED("Advanced SRE"),
  STRATEGIC("Strategic SRE");

  private final String title;

  Level(String title) {
    this.title = title;
  }

  /** From 1 to 4. */
  public int number() {
    return ordinal() + 1;
  }

  public String title() {
    return title;
  }

  /** As it is written outside. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
