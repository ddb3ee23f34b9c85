// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.Tell;
import dev.ballast.control.regions.failover.FailoverEffect.Unlock;
import dev.ballast.control.regions.failover.FailoverEvent.Aborted;
import dev.ballast.control.regions.failover.Phase.Out;
import dev.ballast.control.regions.failover.Phase.Shifting;
import dev.ballast.control.regions.failover.Phase.Watching;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Users by stages, away from a region or back to it; trouble takes all of it back. */
final class Shift {

  private static final int ALL = 100;

  private final RegionPolicy policy;
  private final Takeover takeover;

  Shift(RegionPolicy policy, Takeover takeover) {
    this.policy = policy;
    this.takeover = takeover;
  }

  /** The first stage. */
  Turn begin(
      FailoverState state,
      Wish wish,
      Situation now,
      List<FailoverEffect> effects,
      Readiness readiness) {
    effects.add(new Steer(wish.region(), spread(wish, 0, now)));
    return new Turn(state.changed(new Shifting(wish, 0, now.at()), now.at()), effects, readiness);
  }

  /** Watches a stage for its time, and goes on to the next. */
  Turn shifting(FailoverState state, Shifting s, Situation now) {
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
          new Steer(s.wish().region(), spread(s.wish(), next, now)),
          Tell.of(
              "region.stage",
              s.wish(),
              "%s: stage %d of %d, %d %%"
                  .formatted(s.wish().kind().text(), next + 1, stages.size(), stages.get(next)),
              Map.of("percent", String.valueOf(stages.get(next)))));
    }
    if (s.wish().kind() == Wish.Kind.DRAIN) {
      return takeover.takeOver(state, s.wish(), now, new ArrayList<>(), null);
    }
    return Turn.of(
        state.changed(new Watching(), now.at()),
        new Unlock(s.wish().region()),
        Tell.of(
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
        return Optional.of(region + " is " + seen.name().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** Takes a shift back because somebody says so. */
  Turn aborted(FailoverState state, Aborted event) {
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

  private int stays(Wish wish, int stage) {
    int percent = policy.bounds().stages().get(stage);
    return wish.kind() == Wish.Kind.RESTORE ? percent : ALL - percent;
  }

  private Map<RegionName, Integer> spread(Wish wish, int stage, Situation now) {
    return Spread.of(wish.region(), stays(wish, stage), policy.regions(), now.loads());
  }
}
