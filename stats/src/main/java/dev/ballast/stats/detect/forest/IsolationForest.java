// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Scores rows by how few random cuts set them apart from a sample: 2^(-depth / c(sample)), about
 * 0.5 for an ordinary row, towards 1 for one that the first cuts isolate.
 *
 * <p>Liu, Ting and Zhou, Isolation Forest, 2008; slanted cuts by Hariri and others, 2019. Each tree
 * sees a small sample and stops at depth ceil(log2(sample)). A missing value (NaN) follows both
 * sides of a cut by their share of training rows. The order of rows plays no part: give differences
 * or residuals as features to find anomalies in time. Growing costs O(trees · sample ·
 * log(sample)), a score O(trees · log(sample)). Equal seeds give equal forests.
 */
public final class IsolationForest {

  private final List<Node> trees;
  private final double ordinary;
  private final int features;

  private IsolationForest(List<Node> trees, double ordinary, int features) {
    this.trees = trees;
    this.ordinary = ordinary;
    this.features = features;
  }

  /**
   * Grows a forest.
   *
   * @param rows at least two of equal length; NaN where a value is missing
   */
  public static IsolationForest grow(
      double[][] rows, ForestOptions options, RandomGenerator random) {
    if (rows.length < 2) {
      throw new IllegalArgumentException("rows: " + rows.length + " (expected: >= 2)");
    }
    int sample = Math.min(options.sample(), rows.length);
    int limit = 32 - Integer.numberOfLeadingZeros(sample - 1);
    List<Node> trees = new ArrayList<>();
    int[] order = new int[rows.length];
    for (int t = 0; t < options.trees(); t++) {
      draw(order, sample, random);
      trees.add(
          Node.grow(rows, order, 0, sample, new Node.Growth(limit, options.extension()), random));
    }
    return new IsolationForest(trees, PathLength.expected(sample), rows[0].length);
  }

  /** The first {@code count} places get rows drawn without repetition. */
  private static void draw(int[] order, int count, RandomGenerator random) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = 0; i < count; i++) {
      int pick = random.nextInt(i, order.length);
      int moved = order[i];
      order[i] = order[pick];
      order[pick] = moved;
    }
  }

  /** Between 0 and 1; higher is stranger. */
  public double score(double[] row) {
    return explain(row).score();
  }

  /** The score with the part of each feature in it. */
  public Attribution explain(double[] row) {
    double[] savings = new double[features];
    double depth = 0;
    for (Node tree : trees) {
      depth += PathLength.of(tree, row, 1, savings);
    }
    depth /= trees.size();
    for (int f = 0; f < features; f++) {
      savings[f] /= trees.size();
    }
    return new Attribution(Math.pow(2, -depth / ordinary), depth, savings);
  }

  /** Scores of many rows. */
  public double[] scores(double[][] rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      scores[i] = score(rows[i]);
    }
    return scores;
  }

  /**
   * Why a row has its score.
   *
   * @param score between 0 and 1
   * @param depth mean number of cuts until the row is alone
   * @param savings cuts that each feature spared; they sum to the ordinary depth less this one
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Attribution(double score, double depth, double[] savings) {}
}
