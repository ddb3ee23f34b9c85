// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import dev.ballast.model.quantity.Ratio;
import java.util.List;

/**
 * Which endpoints of one version may be ejected, given those that are out already.
 *
 * <p>Every tier of regions counts for itself: one endpoint may always go, unless it is the only
 * one, more only within the share. A tier may go altogether while a farther one stands in for it,
 * that is while no more is missing there than may be. So a dead region is left however few its
 * endpoints are, and the last tier keeps its share: it hardly gets a request while the nearer ones
 * are well, so what it did long ago must not leave it empty when it is needed.
 */
public final class EjectionCap {

  /** Nearest first. */
  private final List<List<EndpointHealth>> tiers;

  private final Ratio most;

  public EjectionCap(List<List<EndpointHealth>> tiers, Ratio most) {
    this.tiers = tiers.stream().map(List::copyOf).toList();
    this.most = most;
  }

  boolean mayEject(EndpointHealth endpoint, long now) {
    boolean farther = false;
    for (List<EndpointHealth> tier : tiers) {
      boolean own = tier.contains(endpoint);
      if ((own && maySpareOne(tier, now)) || (farther && standsIn(tier, now))) {
        return true;
      }
      farther |= own;
    }
    return false;
  }

  private boolean maySpareOne(List<EndpointHealth> tier, long now) {
    int out = 0;
    for (EndpointHealth endpoint : tier) {
      if (endpoint.ejected(now)) {
        out++;
      }
    }
    return tier.size() > 1 && out + 1 <= spare(tier);
  }

  private boolean standsIn(List<EndpointHealth> tier, long now) {
    int in = 0;
    for (EndpointHealth endpoint : tier) {
      if (endpoint.usable(now)) {
        in++;
      }
    }
    return in > 0 && tier.size() - in <= spare(tier);
  }

  private double spare(List<EndpointHealth> tier) {
    return Math.max(1, most.value() * tier.size());
  }
}
