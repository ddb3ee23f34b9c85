// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

import java.util.Locale;

/**
 * What a value has to be.
 *
 * @param atLeast else at most
 * @param sample counted over fewer things, it says nothing yet
 */
public record Rule(boolean atLeast, double limit, int sample) {

  public static Rule atLeast(double limit) {
    return new Rule(true, limit, 1);
  }

  public static Rule atMost(double limit) {
    return new Rule(false, limit, 1);
  }

  /** Of no fewer than so many. */
  public Rule of(int least) {
    return new Rule(atLeast, limit, least);
  }

  boolean holds(double value) {
    return atLeast ? value >= limit : value <= limit;
  }

  /** Such as {@code at least 80 %}. */
  public String text(FactName.Unit unit) {
    return (atLeast ? "at least " : "at most ") + value(limit, unit);
  }

  /** A value as people read it. */
  public static String value(double value, FactName.Unit unit) {
    return switch (unit) {
      case COUNT -> String.format(Locale.ROOT, "%.0f", value);
      case SHARE -> String.format(Locale.ROOT, "%.0f %%", percent(value));
      case SECONDS ->
          value < 120
              ? String.format(Locale.ROOT, "%.0f s", value)
              : String.format(Locale.ROOT, "%.0f min", value / 60);
      case NUMBER -> String.format(Locale.ROOT, "%+.4f", value);
    };
  }

  /** Only what is all is 100 %. */
  private static double percent(double share) {
    double percent = share * 100;
    return share < 1 && percent > 99 ? 99 : percent;
  }
}
