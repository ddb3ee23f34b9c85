// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.names;

import dev.ballast.control.regions.failover.FailoverState;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What answers are made of: what was decided of each region, and the last that is known of how it
 * is. What cannot be seen now stays as it was; nobody is turned because a look is missing.
 *
 * @param looked when somebody looked last; {@link Instant#MIN}: never
 * @param changed when an answer last became another one
 */
public record NameView(Map<RegionName, Standing> standings, Instant looked, Instant changed) {

  /** After so long without a look, what is known is called old. */
  public static final Duration OLD = Duration.ofSeconds(15);

  public NameView {
    standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
  }

  /** Before anybody has looked: what was decided holds, and nothing is known to be ill. */
  public static NameView first(RegionPolicy policy, FailoverState state, Instant at) {
    Map<RegionName, Standing> standings = new LinkedHashMap<>();
    for (RegionName region : policy.regions()) {
      standings.put(
          region,
          new Standing(
              region, RegionState.UNKNOWN, false, state.stays(region, policy.bounds().stages())));
    }
    return new NameView(standings, Instant.MIN, at);
  }

  /** With one look more. */
  public NameView next(RegionPolicy policy, FailoverState state, Situation now) {
    Map<RegionName, Standing> next = new LinkedHashMap<>();
    for (RegionName region : policy.regions()) {
      RegionState seen = now.stateOf(region);
      Standing before = standings.get(region);
      RegionState last = before == null ? RegionState.UNKNOWN : before.state();
      boolean blind = seen == RegionState.UNKNOWN;
      RegionState held = blind ? last : seen;
      next.put(
          region,
          new Standing(
              region,
              held,
              blind && held != RegionState.UNKNOWN,
              state.stays(region, policy.bounds().stages())));
    }
    return new NameView(next, now.at(), next.equals(standings) ? changed : now.at());
  }

  /** Whether nobody has looked for a while, so that answers are by what was known then. */
  public boolean isOld(Instant now) {
    return looked.equals(Instant.MIN) || looked.plus(OLD).isBefore(now);
  }

  Standing of(RegionName region) {
    Standing standing = standings.get(region);
    return standing == null ? new Standing(region, RegionState.UNKNOWN, false, 100) : standing;
  }
}
