// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.rank;

/**
 * Average ranks of two sorted samples merged.
 *
 * @param sumOfFirst of the ranks that the first sample's values have, from 1
 * @param ties sum of t^3 - t over groups of t equal values
 */
record Ranks(double sumOfFirst, double ties) {

  static Ranks of(double[] first, double[] second) {
    double sum = 0;
    double ties = 0;
    int i = 0;
    int j = 0;
    while (i < first.length || j < second.length) {
      double value =
          j == second.length || (i < first.length && first[i] <= second[j]) ? first[i] : second[j];
      int before = i + j;
      int mine = i;
      while (i < first.length && first[i] == value) {
        i++;
      }
      while (j < second.length && second[j] == value) {
        j++;
      }
      double tied = i + j - before;
      sum += (i - mine) * (before + (tied + 1) / 2);
      ties += tied * tied * tied - tied;
    }
    return new Ranks(sum, ties);
  }
}
