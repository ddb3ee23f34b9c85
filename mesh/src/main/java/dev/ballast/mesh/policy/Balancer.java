// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.mesh.Balancing;
import java.util.List;
import java.util.random.RandomGenerator;

/** Chooses one of the endpoints that may be used. One event loop owns it. */
public interface Balancer {

  /**
   * Returns one of a list that is not empty.
   *
   * @param hash of what the request is to be kept by; 0 where that plays no part
   */
  <C extends Candidate> C choose(List<C> usable, long hash, long now);

  static Balancer of(Balancing balancing, RandomGenerator random) {
    return switch (balancing.policy()) {
      case ROUND_ROBIN -> new RoundRobin();
      case LEAST_REQUEST -> new TwoChoices(random, false);
      case PEAK_EWMA -> new TwoChoices(random, true);
      case RING_HASH -> new RingHash();
    };
  }
}
