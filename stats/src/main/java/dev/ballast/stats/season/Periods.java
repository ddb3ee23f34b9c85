// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

/**
 * The one or two periods of a series, in steps.
 *
 * @param first 1 when there is none
 * @param second a multiple of the first (the week of a day, the year of a week); 1 when none
 */
public record Periods(int first, int second) {

  public static final Periods NONE = new Periods(1, 1);

  public Periods {
    if (first < 1 || second < 1 || (second > 1 && second <= first)) {
      throw new IllegalArgumentException(
          "periods: " + first + ", " + second + " (expected: 1, or a first below a second)");
    }
  }

  /** The longer one. */
  public int longest() {
    return Math.max(first, second);
  }

  public boolean seasonal() {
    return first > 1;
  }

  /** Those that occur at least twice in n steps; a second needs a first on top. */
  public Periods within(int n) {
    int usable = n >= new Periods(first, 1).needed() ? first : 1;
    return new Periods(usable, usable > 1 && second > 1 && n >= needed() ? second : 1);
  }

  /** The fewest steps in which all of them count. */
  public int needed() {
    return second > 1 ? 2 * second + first : 2 * first + 2;
  }
}
