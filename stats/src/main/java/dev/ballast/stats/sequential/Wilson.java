// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.sequential;

/**
 * Wilson's score interval of a share at 95 %: the shares p with |hits/n - p| <= z sqrt(p(1-p)/n).
 * Wilson 1927. Bounds are NaN without trials.
 */
public record Wilson(double low, double high) {

  private static final double Z = 1.959963984540054;

  public static Wilson of(long hits, long trials) {
    double n = trials;
    double share = hits / n;
    double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n);
    return new Wilson(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
