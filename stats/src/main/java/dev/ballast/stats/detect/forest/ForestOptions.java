// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.forest;

/**
 * How a forest is grown.
 *
 * @param trees more give steadier scores; 100 is where they settle
 * @param sample rows drawn for each tree without repetition; small samples keep a crowd of
 *     anomalies from hiding itself
 * @param extension features beyond the first in one cut: 0 cuts along axes, features - 1 in any
 *     direction
 */
public record ForestOptions(int trees, int sample, int extension) {

  public static final ForestOptions DEFAULT = new ForestOptions(100, 256, 0);

  public ForestOptions {
    require(trees >= 1, "trees", trees, ">= 1");
    require(sample >= 2, "sample", sample, ">= 2");
    require(extension >= 0, "extension", extension, ">= 0");
  }

  private static void require(boolean holds, String name, int value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: " + rule + ")");
    }
  }

  /** The same with cuts of this many further features. */
  public ForestOptions withExtension(int features) {
    return new ForestOptions(trees, sample, features);
  }
}
