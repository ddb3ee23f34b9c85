// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.readiness;

import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.ledger.Interlocks.Interlock;
import dev.ballast.model.RegionName;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the rules ask for.
 *
 * @param voters those that take part in decisions and were heard lately
 * @param out regions that are out, or on their way
 * @param lastChange when a region was last taken out or given back; {@link Instant#MIN}: never
 * @param burning regions whose users' SLOs burn beyond their limit
 * @param skewMillis how far clocks were seen apart; negative: not measured
 */
public record Situation(
    Instant at,
    Map<RegionName, Sight> sights,
    List<Load> loads,
    List<Replica> replicas,
    List<Interlock> interlocks,
    Set<String> voters,
    Set<RegionName> out,
    Instant lastChange,
    Set<RegionName> burning,
    long skewMillis) {

  public Situation {
    sights = Collections.unmodifiableMap(new LinkedHashMap<>(sights));
    loads = List.copyOf(loads);
    replicas = List.copyOf(replicas);
    interlocks = List.copyOf(interlocks);
    voters = Set.copyOf(voters);
    out = Set.copyOf(out);
    burning = Set.copyOf(burning);
  }

  /** What is seen of a region; unknown when nobody has looked. */
  public RegionState stateOf(RegionName region) {
    Sight sight = sights.get(region);
    return sight == null ? RegionState.UNKNOWN : sight.state();
  }

  public Situation withOut(Set<RegionName> newOut, Instant newLastChange) {
    return new Situation(
        at,
        sights,
        loads,
        replicas,
        interlocks,
        voters,
        newOut,
        newLastChange,
        burning,
        skewMillis);
  }
}
