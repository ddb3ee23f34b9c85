// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Interlock;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.SteerWrites;
import dev.ballast.control.regions.failover.FailoverEffect.Tell;
import dev.ballast.control.regions.failover.FailoverEffect.Unlock;
import dev.ballast.control.regions.failover.FailoverEvent.Aborted;
import dev.ballast.control.regions.failover.FailoverEvent.Asked;
import dev.ballast.control.regions.failover.FailoverEvent.Claimed;
import dev.ballast.control.regions.failover.FailoverEvent.Fenced;
import dev.ballast.control.regions.failover.FailoverEvent.Looked;
import dev.ballast.control.regions.failover.FailoverEvent.Overtaken;
import dev.ballast.control.regions.failover.FailoverEvent.Promoted;
import dev.ballast.control.regions.failover.Phase.Fencing;
import dev.ballast.control.regions.failover.Phase.Out;
import dev.ballast.control.regions.failover.Phase.Promoting;
import dev.ballast.control.regions.failover.Phase.Shifting;
import dev.ballast.control.regions.failover.Phase.Watching;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Rules;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides, fences, promotes and steers, in this order for whatever one region decides on; what
 * every region may answer is steered at once. The state is to be written down before the effects
 * are done.
 */
public final class FailoverMachine {

  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int ALL = 100;

  private final RegionPolicy policy;
  private final Rules rules;

  public FailoverMachine(RegionPolicy policy) {
    this.policy = policy;
    this.rules = new Rules(policy);
  }

  /** One step. */
  public Turn step(FailoverState state, FailoverEvent event) {
    return switch (event) {
      case Looked looked -> looked(state, known(state, looked.now()));
      case Asked asked -> asked(state, asked.wish(), known(state, asked.now()));
      case Aborted aborted -> aborted(state, aborted);
      case Claimed claimed -> claimed(state, claimed);
      case Overtaken overtaken -> overtaken(state, overtaken);
      case Fenced fenced -> fenced(state, fenced);
      case Promoted promoted -> promoted(state, promoted);
    };
  }

  /** What the rules say to a wish now; nothing is done. */
  public Readiness judge(FailoverState state, Wish wish, Situation now) {
    return rules.judge(wish, known(state, now));
  }

  private static Situation known(FailoverState state, Situation now) {
    return now.withOut(state.out(), state.lastChange());
  }

  private Turn looked(FailoverState state, Situation now) {
    return switch (state.phase()) {
      case Watching w -> watching(state, now);
      case Fencing f -> fencing(state, f, now);
      case Promoting p -> promoting(state, p, now);
      case Shifting s -> shifting(state, s, now);
      case Out o -> watching(state, now);
    };
  }

  private Turn watching(FailoverState state, Situation now) {
    Optional<RegionName> lost =
        policy.regions().stream()
            .filter(r -> now.stateOf(r) == RegionState.DOWN && !state.out().contains(r))
            .findFirst();
    if (lost.isEmpty()) {
      return Turn.of(state.told().isEmpty() ? state : state.telling(""));
    }
    Wish wish = Wish.of(Wish.Kind.FAILOVER, lost.get(), Wish.BALLAST);
    Readiness readiness = rules.judge(wish, now);
    if (readiness.allowed()) {
      return begin(state, wish, readiness, now);
    }
    String key = wish.region() + ":" + readiness.refusals().stream().map(c -> c.rule()).toList();
    return state.told().equals(key)
        ? new Turn(state, List.of(), readiness)
        : new Turn(
            state.telling(key),
            List.of(tell("region.failover_refused", wish, readiness.text(), Map.of())),
            readiness);
  }

  private Turn asked(FailoverState state, Wish wish, Situation now) {
    Readiness readiness = rules.judge(wish, now);
    if (!readiness.allowed() || !policy.regions().contains(wish.region())) {
      return new Turn(state, List.of(), readiness);
    }
    return begin(state, wish, readiness, now);
  }

  private Turn begin(FailoverState state, Wish wish, Readiness readiness, Situation now) {
    List<FailoverEffect> effects = new ArrayList<>();
    effects.add(new Interlock(wish.region(), wish.kind().text() + " of " + wish.region()));
    if (wish.glass() != null) {
      effects.add(
          tell(
              "region.glass_broken",
              wish,
              readiness.text(),
              Map.of("reason", wish.glass().reason(), "signed_by", wish.glass().by())));
    }
    effects.add(tell("region." + wish.kind().text() + "_begun", wish, readiness.text(), Map.of()));
    return switch (wish.kind()) {
      case FAILOVER -> {
        effects.add(new Steer(wish.region(), spread(wish.region(), 0, now)));
        yield takeOver(state, wish, now, effects, readiness);
      }
      case DRAIN, RESTORE -> {
        effects.add(new Steer(wish.region(), spread(wish.region(), stays(wish, 0), now)));
        yield new Turn(
            state.changed(new Shifting(wish, 0, now.at()), now.at()), effects, readiness);
      }
    };
  }

  /** Fences the owner when it is the region that goes; a region that owns nothing is only out. */
  private Turn takeOver(
      FailoverState state,
      Wish wish,
      Situation now,
      List<FailoverEffect> effects,
      @org.jspecify.annotations.Nullable Readiness readiness) {
    if (!state.tenure().owner().equals(wish.region()) || consistent().isEmpty()) {
      effects.add(new Unlock(wish.region()));
      effects.add(
          tell("region.out", wish, wish.region() + " is out; it owned no writes", Map.of()));
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

  private Turn fencing(FailoverState state, Fencing f, Situation now) {
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
          tell(
              "region.fence_unconfirmed",
              f.wish(),
              "nobody confirms that %s has stopped writing to %s: %s is not promoted. Users read; writes wait"
                  .formatted(f.wish().region(), f.waiting(), f.target()),
              Map.of("epoch", String.valueOf(f.epoch()))));
      next = next.telling(key);
    }
    return new Turn(next, effects, null);
  }

  private Turn claimed(FailoverState state, Claimed event) {
    return state.phase() instanceof Fencing f && f.epoch() == event.epoch() && !f.claimed()
        ? fencedOrNot(
            state.owned(new Tenure(f.epoch(), f.target())),
            new Fencing(f.wish(), f.target(), f.epoch(), true, f.waiting(), f.since(), f.asked()),
            event.at())
        : Turn.of(state);
  }

  private Turn fenced(FailoverState state, Fenced event) {
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
        tell(
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

  private Turn promoting(FailoverState state, Promoting p, Situation now) {
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

  private Turn promoted(FailoverState state, Promoted event) {
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
        tell(
            "region.out",
            p.wish(),
            "%s is out and fenced; %s owns the writes under epoch %d"
                .formatted(lost, p.target(), p.epoch()),
            Map.of("epoch", String.valueOf(p.epoch()), "owner", p.target().value())));
  }

  private Turn shifting(FailoverState state, Shifting s, Situation now) {
    Optional<String> trouble = trouble(s, now);
    if (trouble.isPresent()) {
      return takenBack(state, s, Wish.BALLAST, trouble.get(), now.at(), now.loads());
    }
    if (Duration.between(s.since(), now.at()).compareTo(policy.bounds().pace()) < 0) {
      return Turn.of(state);
    }
    List<Integer> stages = policy.bounds().stages();
    if (s.stage() + 1 < stages.size()) {
      int next = s.stage() + 1;
      return Turn.of(
          state.with(new Shifting(s.wish(), next, now.at())),
          new Steer(s.wish().region(), spread(s.wish().region(), stays(s.wish(), next), now)),
          tell(
              "region.stage",
              s.wish(),
              "%s: stage %d of %d, %d %%"
                  .formatted(s.wish().kind().text(), next + 1, stages.size(), stages.get(next)),
              Map.of("percent", String.valueOf(stages.get(next)))));
    }
    if (s.wish().kind() == Wish.Kind.DRAIN) {
      return takeOver(state, s.wish(), now, new ArrayList<>(), null);
    }
    return Turn.of(
        state.changed(new Watching(), now.at()),
        new Unlock(s.wish().region()),
        tell(
            "region.restored", s.wish(), s.wish().region() + " has all its users again", Map.of()));
  }

  /** What speaks against going on: whoever gets the requests must bear them. */
  private Optional<String> trouble(Shifting s, Situation now) {
    for (RegionName region : policy.regions()) {
      boolean gets = (s.wish().kind() == Wish.Kind.RESTORE) == region.equals(s.wish().region());
      if (gets && now.burning().contains(region)) {
        return Optional.of("users of " + region + " burn their error budget");
      }
      RegionState seen = now.stateOf(region);
      if (gets && (seen == RegionState.DOWN || seen == RegionState.ISOLATED)) {
        return Optional.of(region + " is " + seen.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  private Turn aborted(FailoverState state, Aborted event) {
    return state.phase() instanceof Shifting s
        ? takenBack(state, s, event.by(), event.reason(), event.at(), List.of())
        : Turn.of(state);
  }

  private Turn takenBack(
      FailoverState state, Shifting s, String by, String reason, Instant at, List<Load> loads) {
    RegionName region = s.wish().region();
    boolean drain = s.wish().kind() == Wish.Kind.DRAIN;
    Phase before = drain ? new Watching() : new Out(region, false, at, "restore aborted");
    return Turn.of(
        state.changed(before, at),
        new Steer(region, Spread.of(region, drain ? ALL : 0, policy.regions(), loads)),
        new Unlock(region),
        new Tell(
            "region." + s.wish().kind().text() + "_aborted",
            region,
            by,
            "%s of %s is taken back: %s".formatted(s.wish().kind().text(), region, reason),
            Map.of()));
  }

  /** Another controller was faster: whatever this one was at is no longer its business. */
  private static Turn overtaken(FailoverState state, Overtaken event) {
    if (event.tenure().epoch() <= state.tenure().epoch()) {
      return Turn.of(state);
    }
    return Turn.of(state.owned(event.tenure()).with(new Watching()));
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

  private Map<RegionName, Integer> spread(RegionName home, int stay, Situation now) {
    return Spread.of(home, stay, policy.regions(), now.loads());
  }

  private int stays(Wish wish, int stage) {
    int percent = policy.bounds().stages().get(stage);
    return wish.kind() == Wish.Kind.RESTORE ? percent : ALL - percent;
  }

  private List<StoreSpec> consistent() {
    return policy.stores().stream().filter(s -> s.consistency().isCp()).toList();
  }

  private Set<String> names() {
    return consistent().stream().map(StoreSpec::name).collect(Collectors.toSet());
  }

  private static Tell tell(String name, Wish wish, String text, Map<String, String> facts) {
    return new Tell(name, wish.region(), wish.by(), text, facts);
  }
}
