// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import dev.ballast.control.chaos.Blow;
import dev.ballast.control.chaos.FaultTarget;
import dev.ballast.control.chaos.Injection;
import dev.ballast.model.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** One injection with what it is made of; whoever changes it holds its lock. */
final class Running {

  final ReentrantLock lock = new ReentrantLock();
  final List<Blow> blows;
  final List<FaultTarget> targets;
  volatile Injection injection;
  volatile Instant nextRenewal = Instant.EPOCH;

  Running(Injection injection, List<Blow> blows) {
    this.injection = injection;
    this.blows = List.copyOf(blows);
    this.targets = blows.stream().map(Blow::target).toList();
  }

  Set<String> services() {
    return targets.stream().map(FaultTarget::service).collect(Collectors.toUnmodifiableSet());
  }

  /** One of a service that is hit, or named by whoever ordered it. */
  boolean isEndedBy(Slo slo) {
    return services().contains(slo.service().value())
        || injection.request().bounds().stopOn().contains(slo.name());
  }

  boolean isLive() {
    return targets.stream().anyMatch(t -> t.environment() == FaultTarget.Environment.LIVE);
  }

  /** Something may be left of it somewhere. */
  boolean isOpen() {
    return injection.state() == Injection.State.ACTIVE
        || injection.state() == Injection.State.UNPROVED;
  }

  Injection with(
      Injection.State state, List<Injection.Effect> effects, Instant since, String ended) {
    return new Injection(
        injection.id(),
        injection.request(),
        state,
        since,
        injection.until(),
        injection.ends(),
        effects,
        ended);
  }
}
