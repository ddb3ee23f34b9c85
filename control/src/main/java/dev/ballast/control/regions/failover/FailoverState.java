// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that the controller remembers, as it is kept where a quorum decides.
 *
 * @param tenure who owns the writes
 * @param lastChange when a region was last taken out or given back; {@link Instant#MIN}: never
 * @param told the last refusal that was told, so that it is told once
 */
public record FailoverState(Tenure tenure, Phase phase, Instant lastChange, String told) {

  private static final int ALL = 100;

  /** Before anything has happened. */
  public static FailoverState start(RegionName owner) {
    return new FailoverState(new Tenure(1, owner), new Phase.Watching(), Instant.MIN, "");
  }

  FailoverState with(Phase newPhase) {
    return new FailoverState(tenure, newPhase, lastChange, "");
  }

  FailoverState changed(Phase newPhase, Instant at) {
    return new FailoverState(tenure, newPhase, at, "");
  }

  FailoverState owned(Tenure newTenure) {
    return new FailoverState(newTenure, phase, lastChange, told);
  }

  FailoverState telling(String text) {
    return new FailoverState(tenure, phase, lastChange, text);
  }

  /** Regions that are out, or on their way out or back. */
  public Set<RegionName> out() {
    return switch (phase) {
      case Phase.Watching w -> Set.of();
      case Phase.Fencing f -> Set.of(f.wish().region());
      case Phase.Promoting p -> Set.of(p.wish().region());
      case Phase.Shifting s -> Set.of(s.wish().region());
      case Phase.Out o -> Set.of(o.region());
    };
  }

  /**
   * How many percent of its users a region keeps by what was decided.
   *
   * @param stages percent, ascending, as they are turned
   */
  public int stays(RegionName region, List<Integer> stages) {
    if (!out().contains(region)) {
      return ALL;
    }
    return switch (phase) {
      case Phase.Watching w -> ALL;
      case Phase.Fencing f -> 0;
      case Phase.Promoting p -> 0;
      case Phase.Shifting s -> {
        int turned = stages.get(Math.min(s.stage(), stages.size() - 1));
        yield s.wish().kind() == Wish.Kind.RESTORE ? turned : ALL - turned;
      }
      case Phase.Out o -> 0;
    };
  }

  /** How a region stands, by what is seen and by what was decided. */
  public RegionState stateOf(RegionName region, RegionState seen) {
    if (!out().contains(region)) {
      return seen;
    }
    return switch (phase) {
      case Phase.Watching w -> seen;
      case Phase.Fencing f -> seen == RegionState.DOWN ? seen : RegionState.DRAINING;
      case Phase.Promoting p -> RegionState.FENCED;
      case Phase.Shifting s -> RegionState.DRAINING;
      case Phase.Out o -> o.fenced() ? RegionState.FENCED : RegionState.DRAINING;
    };
  }
}
