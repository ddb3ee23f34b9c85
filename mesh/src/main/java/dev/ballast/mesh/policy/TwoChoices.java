// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Of two drawn at random, the better one: by requests under way, or by expected cost.
 *
 * <p>Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing" (2001): the fullest of n
 * is log log n above the average instead of log n / log log n, and unlike "the best of all" a herd
 * of balancers does not fall upon one endpoint.
 */
final class TwoChoices implements Balancer {

  private final RandomGenerator random;
  private final boolean byCost;

  TwoChoices(RandomGenerator random, boolean byCost) {
    this.random = random;
    this.byCost = byCost;
  }

  @Override
  public <C extends Candidate> C choose(List<C> usable, long hash, long now) {
    int size = usable.size();
    if (size == 1) {
      return usable.getFirst();
    }
    int first = random.nextInt(size);
    int second = random.nextInt(size - 1);
    C one = usable.get(first);
    C other = usable.get(second >= first ? second + 1 : second);
    boolean otherIsBetter =
        byCost ? other.cost(now) < one.cost(now) : other.active() < one.active();
    return otherIsBetter ? other : one;
  }
}
