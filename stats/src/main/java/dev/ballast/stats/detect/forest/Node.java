// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

import java.util.random.RandomGenerator;

/** A node of an isolation tree: a leaf that holds rows not told apart, or a cut with two sides. */
sealed interface Node {

  /** Training rows that came here; fractional where a missing value went both ways. */
  double rows();

  record Leaf(double rows) implements Node {}

  record Split(double rows, Cut cut, Node left, Node right) implements Node {}

  /** Grows a tree over {@code chosen[from..to)}, which it reorders. */
  static Node grow(
      double[][] data, int[] chosen, int from, int to, Growth growth, RandomGenerator random) {
    int count = to - from;
    if (count <= 1 || growth.depthLeft() == 0) {
      return new Leaf(count);
    }
    Cut cut = Cut.random(new Cut.Box(data, chosen, from, to), growth.extension(), random);
    if (cut == null) {
      return new Leaf(count);
    }
    int middle = from;
    for (int i = from; i < to; i++) {
      double side = cut.side(data[chosen[i]]);
      boolean left = Double.isNaN(side) ? random.nextBoolean() : side < 0;
      if (left) {
        int moved = chosen[i];
        chosen[i] = chosen[middle];
        chosen[middle++] = moved;
      }
    }
    Growth below = new Growth(growth.depthLeft() - 1, growth.extension());
    Node left = grow(data, chosen, from, middle, below, random);
    Node right = grow(data, chosen, middle, to, below, random);
    return new Split(count, cut, left, right);
  }

  record Growth(int depthLeft, int extension) {}
}
