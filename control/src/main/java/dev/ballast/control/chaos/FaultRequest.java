// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A wish that something breaks for a while.
 *
 * @param owner who answers for it and renews it, such as {@code gameday/us-east}
 * @param by the person who asks
 * @param kind such as {@code process.stop}; docs/faults.md lists them
 * @param parameters of this kind, as text with units: {@code delay: 200ms}
 * @param lease how long it lasts unless it is renewed
 * @param lasting how long it is to be renewed at most; at least the lease
 */
public record FaultRequest(
    String owner,
    String by,
    String reason,
    String kind,
    SortedMap<String, String> parameters,
    TargetSelector selector,
    Duration lease,
    Duration lasting,
    Bounds bounds) {

  /**
   * What must not be exceeded.
   *
   * @param targets the most targets at once
   * @param share the largest share of a service's targets at once
   * @param errors the share of the service's requests that is expected to fail meanwhile; 1 is the
   *     worst
   * @param budgetLeft the error budget that has to be left afterwards, as a share of the whole
   * @param stopOn SLOs whose burning ends it, beside those of the services that are hit
   */
  public record Bounds(
      int targets, Ratio share, Ratio errors, Ratio budgetLeft, Set<SloName> stopOn) {

    /** One target, half of a service, all its requests failing, a fifth of the budget left. */
    public static final Bounds CAREFUL =
        new Bounds(1, new Ratio(0.5), new Ratio(1), new Ratio(0.2), Set.of());

    public Bounds {
      stopOn = Set.copyOf(stopOn);
    }

    /** As many targets as it takes to lose a region. */
    public Bounds withTargets(int most, Ratio largestShare) {
      return new Bounds(most, largestShare, errors, budgetLeft, stopOn);
    }

    public Bounds withBudget(Ratio expectedErrors, Ratio left) {
      return new Bounds(targets, share, expectedErrors, left, stopOn);
    }

    public Bounds withStopOn(Set<SloName> slos) {
      return new Bounds(targets, share, errors, budgetLeft, slos);
    }
  }

  public FaultRequest {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** With the careful bounds, for one lease. */
  public static FaultRequest of(
      String owner, String kind, Map<String, String> parameters, TargetSelector selector) {
    Duration lease = Duration.ofSeconds(10);
    return new FaultRequest(
        owner, owner, "", kind, new TreeMap<>(parameters), selector, lease, lease, Bounds.CAREFUL);
  }

  public FaultRequest by(String person, String why) {
    return new FaultRequest(owner, person, why, kind, parameters, selector, lease, lasting, bounds);
  }

  public FaultRequest lasting(Duration newLease, Duration newLasting) {
    return new FaultRequest(
        owner, by, reason, kind, parameters, selector, newLease, newLasting, bounds);
  }

  public FaultRequest within(Bounds newBounds) {
    return new FaultRequest(
        owner, by, reason, kind, parameters, selector, lease, lasting, newBounds);
  }

  /** What should be forbidden, all of it; empty when the wish can be looked at. */
  public List<String> problems() {
    return RequestRules.problems(this);
  }
}
