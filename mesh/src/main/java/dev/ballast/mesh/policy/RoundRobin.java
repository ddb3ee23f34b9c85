// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import java.util.List;

/** One after the other. */
final class RoundRobin implements Balancer {

  private int next;

  @Override
  public <C extends Candidate> C choose(List<C> usable, long hash, long now) {
    next = next >= usable.size() - 1 ? 0 : next + 1;
    return usable.get(next);
  }
}
