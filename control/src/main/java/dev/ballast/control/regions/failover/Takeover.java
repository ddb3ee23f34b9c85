// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEffect.SteerWrites;
import dev.ballast.control.regions.failover.FailoverEffect.Tell;
import dev.ballast.control.regions.failover.FailoverEffect.Unlock;
import dev.ballast.control.regions.failover.FailoverEvent.Claimed;
import dev.ballast.control.regions.failover.FailoverEvent.Fenced;
import dev.ballast.control.regions.failover.FailoverEvent.Promoted;
import dev.ballast.control.regions.failover.Phase.Fencing;
import dev.ballast.control.regions.failover.Phase.Out;
import dev.ballast.control.regions.failover.Phase.Promoting;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.StoreSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the writes change their owner: a new epoch is claimed, every store of the old owner is
 * fenced, and only then the new one is promoted. What is not confirmed is asked again.
 */
final class Takeover {

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final RegionPolicy policy;

  Takeover(RegionPolicy policy) {
    this.policy = policy;
  }

  /** Fences the owner when it is the region that goes; a region that owns nothing is only out. */
  Turn takeOver(
      FailoverState state,
      Wish wish,
      Situation now,
      List<FailoverEffect> effects,
      @Nullable Readiness readiness) {
    if (!state.tenure().owner().equals(wish.region()) || consistent().isEmpty()) {
      effects.add(new Unlock(wish.region()));
      effects.add(
          Tell.of("region.out", wish, wish.region() + " is out; it owned no writes", Map.of()));
      return new Turn(
          state.changed(new Out(wish.region(), false, now.at(), wish.kind().text()), now.at()),
          effects,
          readiness);
    }
    RegionName target = target(wish.region(), now);
    long epoch = state.tenure().epoch() + 1;
    effects.add(new Claim(epoch, target));
    consistent().forEach(s -> effects.add(new Fence(s.name(), wish.region(), epoch)));
    Fencing next = new Fencing(wish, target, epoch, false, names(), now.at(), now.at());
    return new Turn(state.changed(next, now.at()), effects, readiness);
  }

  /** Asks again until every store has stopped; without that nothing is promoted. */
  Turn fencing(FailoverState state, Fencing f, Situation now) {
    if (f.isDone()) {
      return promote(state, f, now.at());
    }
    boolean late = Duration.between(f.since(), now.at()).compareTo(policy.bounds().rto()) >= 0;
    if (f.wish().glass() != null && late && f.claimed()) {
      return promote(state, f, now.at());
    }
    if (Duration.between(f.asked(), now.at()).compareTo(AGAIN) < 0) {
      return Turn.of(state);
    }
    List<FailoverEffect> effects = new ArrayList<>();
    if (!f.claimed()) {
      effects.add(new Claim(f.epoch(), f.target()));
    }
    f.waiting().stream()
        .sorted()
        .forEach(s -> effects.add(new Fence(s, f.wish().region(), f.epoch())));
    String key = "fence:" + f.epoch();
    FailoverState next =
        new FailoverState(
            state.tenure(),
            new Fencing(
                f.wish(), f.target(), f.epoch(), f.claimed(), f.waiting(), f.since(), now.at()),
            state.lastChange(),
            state.told());
    if (late && !state.told().equals(key)) {
      effects.add(
          Tell.of(
              "region.fence_unconfirmed",
              f.wish(),
              "nobody confirms that %s has stopped writing to %s: %s is not promoted. Users read; writes wait"
                  .formatted(f.wish().region(), f.waiting(), f.target()),
              Map.of("epoch", String.valueOf(f.epoch()))));
      next = next.telling(key);
    }
    return new Turn(next, effects, null);
  }

  /** A quorum has the new epoch. */
  Turn claimed(FailoverState state, Claimed event) {
    return state.phase() instanceof Fencing f && f.epoch() == event.epoch() && !f.claimed()
        ? fencedOrNot(
            state.owned(new Tenure(f.epoch(), f.target())),
            new Fencing(f.wish(), f.target(), f.epoch(), true, f.waiting(), f.since(), f.asked()),
            event.at())
        : Turn.of(state);
  }

  /** A store has stopped. */
  Turn fenced(FailoverState state, Fenced event) {
    if (!(state.phase() instanceof Fencing f)
        || f.epoch() != event.epoch()
        || !f.waiting().contains(event.store())) {
      return Turn.of(state);
    }
    Set<String> waiting = new HashSet<>(f.waiting());
    waiting.remove(event.store());
    Turn turn =
        fencedOrNot(
            state,
            new Fencing(
                f.wish(), f.target(), f.epoch(), f.claimed(), waiting, f.since(), f.asked()),
            event.at());
    List<FailoverEffect> effects = new ArrayList<>();
    effects.add(
        Tell.of(
            "region.fenced",
            f.wish(),
            "%s has stopped writing to %s: %s"
                .formatted(f.wish().region(), event.store(), event.how()),
            Map.of("epoch", String.valueOf(f.epoch()), "store", event.store())));
    effects.addAll(turn.effects());
    return new Turn(turn.state(), effects, null);
  }

  private Turn fencedOrNot(FailoverState state, Fencing f, Instant at) {
    return f.isDone() ? promote(state, f, at) : Turn.of(state.with(f));
  }

  private Turn promote(FailoverState state, Fencing f, Instant at) {
    List<FailoverEffect> effects = new ArrayList<>();
    consistent().forEach(s -> effects.add(new Promote(s.name(), f.target(), f.epoch())));
    return new Turn(
        state.with(new Promoting(f.wish(), f.target(), f.epoch(), names(), at, at)), effects, null);
  }

  /** Asks again until every store is open. */
  Turn promoting(FailoverState state, Promoting p, Situation now) {
    if (Duration.between(p.asked(), now.at()).compareTo(AGAIN) < 0) {
      return Turn.of(state);
    }
    List<FailoverEffect> effects = new ArrayList<>();
    p.waiting().stream().sorted().forEach(s -> effects.add(new Promote(s, p.target(), p.epoch())));
    return new Turn(
        state.with(
            new Promoting(p.wish(), p.target(), p.epoch(), p.waiting(), p.since(), now.at())),
        effects,
        null);
  }

  /** A store is open; after the last one the writes are turned. */
  Turn promoted(FailoverState state, Promoted event) {
    if (!(state.phase() instanceof Promoting p)
        || p.epoch() != event.epoch()
        || !p.waiting().contains(event.store())) {
      return Turn.of(state);
    }
    Set<String> waiting = new HashSet<>(p.waiting());
    waiting.remove(event.store());
    if (!waiting.isEmpty()) {
      return Turn.of(
          state.with(
              new Promoting(p.wish(), p.target(), p.epoch(), waiting, p.since(), p.asked())));
    }
    RegionName lost = p.wish().region();
    return Turn.of(
        state.changed(new Out(lost, true, event.at(), p.wish().kind().text()), event.at()),
        new SteerWrites(p.target(), p.epoch()),
        new Unlock(lost),
        Tell.of(
            "region.out",
            p.wish(),
            "%s is out and fenced; %s owns the writes under epoch %d"
                .formatted(lost, p.target(), p.epoch()),
            Map.of("epoch", String.valueOf(p.epoch()), "owner", p.target().value())));
  }

  private RegionName target(RegionName lost, Situation now) {
    return policy.regions().stream()
        .filter(r -> !r.equals(lost))
        .min(
            Comparator.comparingInt((RegionName r) -> now.stateOf(r) == RegionState.HEALTHY ? 0 : 1)
                .thenComparing(r -> lag(lost, r, now))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  private static Duration lag(RegionName from, RegionName to, Situation now) {
    return now.replicas().stream()
        .filter(r -> r.from().equals(from) && r.to().equals(to))
        .map(r -> r.lag())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofDays(365));
  }

  private List<StoreSpec> consistent() {
    return policy.stores().stream().filter(s -> s.consistency().isCp()).toList();
  }

  private Set<String> names() {
    return consistent().stream().map(StoreSpec::name).collect(Collectors.toSet());
  }
}
