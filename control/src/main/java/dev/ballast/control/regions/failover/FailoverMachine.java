// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.FailoverEffect.Interlock;
import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.Tell;
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
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Rules;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, fences, promotes and steers, in this order for whatever one region decides on; what
 * every region may answer is steered at once. The state is to be written down before the effects
 * are done.
 */
public final class FailoverMachine {

  private final RegionPolicy policy;
  private final Rules rules;
  private final Takeover takeover;
  private final Shift shift;

  public FailoverMachine(RegionPolicy policy) {
    this.policy = policy;
    this.rules = new Rules(policy);
    this.takeover = new Takeover(policy);
    this.shift = new Shift(policy, takeover);
  }

  /** One step. */
  public Turn step(FailoverState state, FailoverEvent event) {
    return switch (event) {
      case Looked looked -> looked(state, known(state, looked.now()));
      case Asked asked -> asked(state, asked.wish(), known(state, asked.now()));
      case Aborted aborted -> shift.aborted(state, aborted);
      case Claimed claimed -> takeover.claimed(state, claimed);
      case Overtaken overtaken -> overtaken(state, overtaken);
      case Fenced fenced -> takeover.fenced(state, fenced);
      case Promoted promoted -> takeover.promoted(state, promoted);
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
      case Fencing f -> takeover.fencing(state, f, now);
      case Promoting p -> takeover.promoting(state, p, now);
      case Shifting s -> shift.shifting(state, s, now);
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
            List.of(Tell.of("region.failover_refused", wish, readiness.text(), Map.of())),
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
          Tell.of(
              "region.glass_broken",
              wish,
              readiness.text(),
              Map.of("reason", wish.glass().reason(), "signed_by", wish.glass().by())));
    }
    effects.add(
        Tell.of("region." + wish.kind().text() + "_begun", wish, readiness.text(), Map.of()));
    return switch (wish.kind()) {
      case FAILOVER -> {
        effects.add(
            new Steer(wish.region(), Spread.of(wish.region(), 0, policy.regions(), now.loads())));
        yield takeover.takeOver(state, wish, now, effects, readiness);
      }
      case DRAIN, RESTORE -> shift.begin(state, wish, now, effects, readiness);
    };
  }

  /** Another controller was faster: whatever this one was at is no longer its business. */
  private static Turn overtaken(FailoverState state, Overtaken event) {
    if (event.tenure().epoch() <= state.tenure().epoch()) {
      return Turn.of(state);
    }
    return Turn.of(state.owned(event.tenure()).with(new Watching()));
  }
}
