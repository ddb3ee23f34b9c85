// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.model.RegionName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is to be done, by somebody who can. Each may be done twice with no harm. */
public sealed interface FailoverEffect {

  /** Write the epoch down where a quorum decides, which grants it once. */
  record Claim(long epoch, RegionName owner) implements FailoverEffect {}

  /** Stop a region's node of a store from writing, and find out that it has stopped. */
  record Fence(String store, RegionName region, long epoch) implements FailoverEffect {}

  /** Open a region's node of a store for writes. */
  record Promote(String store, RegionName region, long epoch) implements FailoverEffect {}

  /** Turn the requests of a region's users: percent by region. */
  record Steer(RegionName home, Map<RegionName, Integer> weights) implements FailoverEffect {
    public Steer {
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }
  }

  /** Turn writes to their new owner. */
  record SteerWrites(RegionName to, long epoch) implements FailoverEffect {}

  /** Let others know that regions are being changed, until {@link Unlock}. */
  record Interlock(RegionName region, String reason) implements FailoverEffect {}

  /** It is over. */
  record Unlock(RegionName region) implements FailoverEffect {}

  /** Write down what happened. */
  record Tell(String name, RegionName region, String by, String text, Map<String, String> facts)
      implements FailoverEffect {
    public Tell {
      facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    static Tell of(String name, Wish wish, String text, Map<String, String> facts) {
      return new Tell(name, wish.region(), wish.by(), text, facts);
    }
  }
}
