// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

/** How many cuts isolate a row, and which features made them few. */
final class PathLength {

  private static final double EULER = 0.5772156649015329;

  private PathLength() {}

  /**
   * Mean depth of an unsuccessful search in a binary tree of n rows, 2 H(n-1) - 2 (n-1) / n: what a
   * leaf of n rows would still need, and the depth of an ordinary row.
   */
  static double expected(double rows) {
    if (rows <= 1) {
      return 0;
    }
    return rows <= 2 ? rows - 1 : 2 * harmonic(rows - 1) - 2 * (rows - 1) / rows;
  }

  /** Exact for small whole numbers, elsewhere by its asymptotic series. */
  private static double harmonic(double n) {
    if (n < 64 && n == Math.rint(n)) {
      double sum = 0;
      for (int i = 1; i <= (int) n; i++) {
        sum += 1.0 / i;
      }
      return sum;
    }
    return Math.log(n) + EULER + 1 / (2 * n) - 1 / (12 * n * n);
  }

  /**
   * Depth of the row, adding to each feature what its cuts saved: a cut that sends the row from n
   * rows to m saves c(n) - 1 - c(m), so that the savings of all cuts sum to c(sample) - depth. A
   * missing value goes both ways, weighted by the training rows of each side.
   */
  static double of(Node node, double[] row, double weight, double[] savings) {
    return switch (node) {
      case Node.Leaf leaf -> weight * expected(leaf.rows());
      case Node.Split split -> {
        double side = split.cut().side(row);
        if (!Double.isNaN(side)) {
          Node next = side < 0 ? split.left() : split.right();
          yield weight + step(split, next, row, weight, savings);
        }
        double left = split.left().rows() / split.rows();
        yield weight
            + step(split, split.left(), row, weight * left, savings)
            + step(split, split.right(), row, weight * (1 - left), savings);
      }
    };
  }

  private static double step(
      Node.Split split, Node next, double[] row, double weight, double[] savings) {
    if (weight == 0) {
      return 0;
    }
    double saved = weight * (expected(split.rows()) - 1 - expected(next.rows()));
    share(split.cut(), row, saved, savings);
    return of(next, row, weight, savings);
  }

  /** Among the features of a slanted cut by their part in the row's distance from it. */
  private static void share(Cut cut, double[] row, double saved, double[] savings) {
    int count = cut.features().length;
    if (count == 1) {
      savings[cut.features()[0]] += saved;
      return;
    }
    double[] parts = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double part = Math.abs(cut.slopes()[i] * row[cut.features()[i]]);
      parts[i] = Double.isFinite(part) ? part : 0;
      sum += parts[i];
    }
    for (int i = 0; i < count; i++) {
      savings[cut.features()[i]] += saved * (sum > 0 ? parts[i] / sum : 1.0 / count);
    }
  }
}
