// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.policy.Balancer;
import dev.ballast.mesh.policy.EjectionCap;
import dev.ballast.mesh.upstream.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A version of a service as an event loop knows it: its endpoints in tiers, nearest region first.
 *
 * <p>A tier of which a share {@code h} is usable carries {@code min(1, h·spill)} of the requests
 * that reach it, the next tier the rest, as Envoy's priorities with overprovisioning do. What no
 * tier wants goes to the tiers by their shares.
 */
final class VersionPlan {

  private static final int TRIES = 3;

  private final String name;
  private final List<List<Lane>> tiers;
  private final double spill;
  private final Balancer balancer;
  private final EjectionCap cap;
  private final RandomGenerator random;
  private final List<List<Lane>> usable = new ArrayList<>();
  private final double[] shares;
  private double sum;

  VersionPlan(
      String name,
      List<List<Lane>> tiers,
      double spill,
      Balancer balancer,
      EjectionCap cap,
      RandomGenerator random) {
    this.name = name;
    this.tiers = tiers.stream().map(List::copyOf).toList();
    this.spill = spill;
    this.balancer = balancer;
    this.cap = cap;
    this.random = random;
    this.shares = new double[tiers.size()];
    tiers.forEach(_ -> usable.add(new ArrayList<>()));
  }

  String name() {
    return name;
  }

  EjectionCap cap() {
    return cap;
  }

  void refresh(long now) {
    double left = 1;
    sum = 0;
    for (int i = 0; i < tiers.size(); i++) {
      List<Lane> all = tiers.get(i);
      List<Lane> good = usable.get(i);
      good.clear();
      for (Lane lane : all) {
        if (lane.usable(now)) {
          good.add(lane);
        }
      }
      double wanted = Math.min(1, spill * good.size() / all.size());
      shares[i] = good.isEmpty() ? 0 : left * wanted;
      left -= shares[i];
      sum += shares[i];
    }
  }

  /**
   * An endpoint that takes the request; null when none may be used.
   *
   * @param avoid the endpoint that failed just now: another one is taken where there is one
   */
  @Nullable Lane choose(long hash, long now, @Nullable Lane avoid) {
    Lane spare = null;
    for (int i = 0; i < TRIES && sum > 0; i++) {
      Lane lane = balancer.choose(usable.get(tier()), hash + i, now);
      if (lane == avoid) {
        spare = lane;
      } else if (lane.breaker().tryPass(now)) {
        return lane;
      }
    }
    Lane other = anyBut(avoid, now);
    if (other != null) {
      return other;
    }
    return spare != null && spare.breaker().tryPass(now) ? spare : null;
  }

  /**
   * An endpoint of another region than that of the one that failed, where one may be used: what
   * took that one away has often taken its neighbours.
   */
  @Nullable Lane elsewhere(long hash, long now, Lane failed) {
    for (List<Lane> good : usable) {
      if (!good.isEmpty() && !good.getFirst().region().equals(failed.region())) {
        Lane lane = balancer.choose(good, hash, now);
        if (lane.breaker().tryPass(now)) {
          return lane;
        }
      }
    }
    return choose(hash, now, failed);
  }

  private int tier() {
    if (shares[0] >= sum) {
      return 0;
    }
    double at = random.nextDouble() * sum;
    int tier = 0;
    while (tier < shares.length - 1 && (shares[tier] == 0 || at >= shares[tier])) {
      at -= shares[tier];
      tier++;
    }
    while (usable.get(tier).isEmpty()) {
      tier--;
    }
    return tier;
  }

  private @Nullable Lane anyBut(@Nullable Lane avoid, long now) {
    for (List<Lane> tier : usable) {
      for (Lane lane : tier) {
        if (lane != avoid && lane.usable(now) && lane.breaker().tryPass(now)) {
          return lane;
        }
      }
    }
    return null;
  }
}
