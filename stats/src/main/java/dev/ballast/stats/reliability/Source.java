// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

/**
 * Incidents of one kind: a Poisson process whose incidents may overlap. Each hits one event, or two
 * in a row: a failover that works hits the whole until it is done, and then one replica only.
 *
 * @param key names its luck: sources of the same key draw the same numbers in any plant
 * @param switchAfter minutes after which {@code then} takes over from {@code first}; infinite when
 *     never
 */
public record Source(
    long key, double perYear, Lasting lasting, int first, double switchAfter, int then) {

  /** Minutes of a year. */
  public static final double YEAR = 365 * 24 * 60;

  private static final double MOST = 100_000;

  public Source {
    if (!(perYear >= 0 && perYear <= MOST)) {
      throw new IllegalArgumentException("perYear: " + perYear + " (expected: 0..100000)");
    }
    if (first < 0 || then < 0 || !(switchAfter >= 0)) {
      throw new IllegalArgumentException(
          "first, switchAfter, then: %d, %s, %d (expected: none below 0)"
              .formatted(first, switchAfter, then));
    }
  }

  /** Hits one event from start to end. */
  public static Source of(long key, double perYear, Lasting lasting, int event) {
    return new Source(key, perYear, lasting, event, Double.POSITIVE_INFINITY, event);
  }

  /** The share of time in which {@code first} is hit. */
  public double firstShare() {
    return share(lasting.meanUpTo(Math.min(switchAfter, YEAR)));
  }

  /** The share of time in which {@code then} is hit; 0 when it never takes over. */
  public double thenShare() {
    double whole = lasting.meanUpTo(YEAR);
    return share(Math.max(0, whole - lasting.meanUpTo(Math.min(switchAfter, YEAR))));
  }

  /** Of a Poisson process the number under way is Poisson, too (the queue M/G/infinity). */
  private double share(double minutes) {
    return -Math.expm1(-perYear * minutes / YEAR);
  }
}
