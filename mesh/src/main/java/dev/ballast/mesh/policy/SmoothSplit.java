// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import java.util.List;

/**
 * Divides requests by weights, evenly interleaved. One event loop owns it.
 *
 * <p>The smooth weighted round robin of nginx: every choice adds each weight to its current value
 * and takes the largest, which then loses the sum. After as many choices as the sum of the weights
 * each was taken exactly as often as its weight says; in between, a share is off by fewer requests
 * than there are versions.
 */
public final class SmoothSplit {

  private final int[] weights;
  private final long[] current;
  private final long sum;

  public SmoothSplit(List<Integer> weights) {
    this.weights = weights.stream().mapToInt(Integer::intValue).toArray();
    this.current = new long[this.weights.length];
    this.sum = weights.stream().mapToLong(Integer::longValue).sum();
    if (sum <= 0) {
      throw new IllegalArgumentException("weights: " + weights + " (expected: one above 0)");
    }
  }

  /** The index of the weight whose turn it is. */
  public int next() {
    if (weights.length == 1) {
      return 0;
    }
    int best = -1;
    for (int i = 0; i < weights.length; i++) {
      current[i] += weights[i];
      if (weights[i] > 0 && (best < 0 || current[i] > current[best])) {
        best = i;
      }
    }
    current[best] -= sum;
    return best;
  }

  public int weight(int index) {
    return weights[index];
  }
}
