// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.SteerWrites;
import dev.ballast.control.regions.failover.FailoverEffect.Tell;
import dev.ballast.control.regions.failover.FailoverEvent.Aborted;
import dev.ballast.control.regions.failover.FailoverEvent.Asked;
import dev.ballast.control.regions.failover.FailoverEvent.Claimed;
import dev.ballast.control.regions.failover.FailoverEvent.Fenced;
import dev.ballast.control.regions.failover.FailoverEvent.Looked;
import dev.ballast.control.regions.failover.FailoverEvent.Overtaken;
import dev.ballast.control.regions.failover.FailoverEvent.Promoted;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.control.regions.sight.Glance;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.Bounds;
import dev.ballast.model.Consistency;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.StoreSpec;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FailoverMachineTest {

  private static final RegionName EAST = new RegionName("us-east");
  private static final RegionName WEST = new RegionName("eu-west");
  private static final RegionPolicy POLICY =
      RegionPolicy.of("shop", List.of(EAST, WEST), "witness")
          .withBounds(Bounds.DEFAULT.withCoolDown(Duration.ZERO).withPace(Duration.ofSeconds(10)))
          .withStores(
              List.of(new StoreSpec("database", Consistency.STRONG, EAST, Map.of(), "", "")));

  private final FakeClock clock = FakeClock.atStart();
  private final FailoverMachine machine = new FailoverMachine(POLICY);
  private final List<FailoverEffect> done = new ArrayList<>();
  private FailoverState state = FailoverState.start(EAST);
  private RegionState east = RegionState.HEALTHY;
  private Set<RegionName> burning = Set.of();

  private Sight sight(RegionName region, RegionState seen) {
    return new Sight(
        new Glance(region, clock.instant(), seen, "as seen", Set.of(), List.of()),
        seen,
        clock.instant(),
        Instant.MAX,
        0,
        List.of(),
        false);
  }

  private Situation situation() {
    return new Situation(
        clock.instant(),
        Map.of(EAST, sight(EAST, east), WEST, sight(WEST, RegionState.HEALTHY)),
        List.of(new Load(EAST, 12, 14, 60), new Load(WEST, 8, 9, 60)),
        List.of(
            new Replica("database", EAST, WEST, Duration.ofSeconds(1), 8, clock.instant()),
            new Replica("database", WEST, EAST, Duration.ofSeconds(1), 8, clock.instant())),
        List.of(),
        Set.of("eu-west", "witness"),
        Set.of(),
        Instant.MIN,
        burning,
        0);
  }

  private void hear(FailoverEvent event) {
    Turn turn = machine.step(state, event);
    state = turn.state();
    done.addAll(turn.effects());
  }

  private void look(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    hear(new Looked(situation()));
  }

  private List<FailoverEffect> take() {
    List<FailoverEffect> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  private List<String> told() {
    return take().stream().filter(Tell.class::isInstance).map(e -> ((Tell) e).name()).toList();
  }

  private int eastShare() {
    return done.stream()
        .filter(Steer.class::isInstance)
        .map(e -> ((Steer) e).weights().get(EAST))
        .reduce((a, b) -> b)
        .orElse(-1);
  }

  @Test
  void usersAreSteeredAtOnceAndWritesOnlyAfterTheFence() {
    east = RegionState.DOWN;
    look(1);
    List<FailoverEffect> first = take();
    assertThat(first).contains(new Steer(EAST, Map.of(EAST, 0, WEST, 100)));
    assertThat(first).contains(new Claim(2, WEST), new Fence("database", EAST, 2));
    assertThat(first).noneMatch(e -> e instanceof Promote || e instanceof SteerWrites);
    hear(new Claimed(2, clock.instant()));
    assertThat(take()).isEmpty();
    hear(new Fenced("database", 2, "switched off", clock.instant()));
    assertThat(take()).contains(new Promote("database", WEST, 2));
    hear(new Promoted("database", 2, clock.instant()));
    assertThat(take()).contains(new SteerWrites(WEST, 2));
    assertThat(state.tenure()).isEqualTo(new Tenure(2, WEST));
    assertThat(state.stateOf(EAST, RegionState.DOWN)).isEqualTo(RegionState.FENCED);
  }

  @Test
  void aFenceWithoutTheClaimIsNotEnough() {
    east = RegionState.DOWN;
    look(1);
    take();
    hear(new Fenced("database", 2, "switched off", clock.instant()));
    assertThat(take()).noneMatch(Promote.class::isInstance);
  }

  @Test
  void anUnconfirmedFenceIsAskedAgainToldOnceAndNeverPromoted() {
    east = RegionState.DOWN;
    look(1);
    hear(new Claimed(2, clock.instant()));
    take();
    for (int i = 0; i < 60; i++) {
      look(1);
    }
    List<FailoverEffect> effects = take();
    assertThat(effects.stream().filter(Fence.class::isInstance)).hasSizeGreaterThan(20);
    assertThat(effects).noneMatch(Promote.class::isInstance);
    assertThat(
            effects.stream().filter(e -> e instanceof Tell t && t.name().endsWith("unconfirmed")))
        .hasSize(1);
  }

  @Test
  void aRefusalIsToldOnce() {
    east = RegionState.DOWN;
    FailoverMachine manual = new FailoverMachine(POLICY.withFailover(RegionPolicy.Failover.MANUAL));
    Turn first = manual.step(state, new Looked(situation()));
    assertThat(first.effects()).hasSize(1);
    assertThat(manual.step(first.state(), new Looked(situation())).effects()).isEmpty();
  }

  private void drain() {
    hear(new Asked(Wish.of(Wish.Kind.DRAIN, EAST, "ann"), situation()));
  }

  @Test
  void aDrainGoesInStagesAndThenMovesTheWrites() {
    drain();
    assertThat(eastShare()).isEqualTo(95);
    look(5);
    assertThat(eastShare()).isEqualTo(95);
    look(5);
    assertThat(eastShare()).isEqualTo(75);
    look(10);
    assertThat(eastShare()).isEqualTo(50);
    look(10);
    assertThat(eastShare()).isZero();
    look(10);
    assertThat(take()).contains(new Claim(2, WEST), new Fence("database", EAST, 2));
  }

  @Test
  void aDrainThatHurtsTheOthersIsTakenBack() {
    drain();
    look(10);
    burning = Set.of(WEST);
    look(1);
    assertThat(eastShare()).isEqualTo(100);
    assertThat(told()).contains("region.drain_aborted");
    assertThat(state.phase()).isInstanceOf(Phase.Watching.class);
  }

  @Test
  void aPersonMayAbortAtAnyTime() {
    drain();
    hear(new Aborted("ann", "wrong region", clock.instant()));
    assertThat(eastShare()).isEqualTo(100);
    assertThat(state.out()).isEmpty();
  }

  @Test
  void aRestoreThatBurnsGoesBackToNothing() {
    state = state.with(new Phase.Out(EAST, true, clock.instant(), "failover"));
    hear(new Asked(Wish.of(Wish.Kind.RESTORE, EAST, "ann"), situation()));
    assertThat(eastShare()).isEqualTo(5);
    look(10);
    assertThat(eastShare()).isEqualTo(25);
    burning = Set.of(EAST);
    look(1);
    assertThat(eastShare()).isZero();
    assertThat(state.phase()).isInstanceOf(Phase.Out.class);
    burning = Set.of();
    take();
    hear(new Asked(Wish.of(Wish.Kind.RESTORE, EAST, "ann"), situation()));
    for (int i = 0; i < 4; i++) {
      look(10);
    }
    assertThat(told()).contains("region.restored");
    assertThat(state.phase()).isInstanceOf(Phase.Watching.class);
  }

  @Test
  void anotherControllersEpochEndsWhatThisOneWasAt() {
    east = RegionState.DOWN;
    look(1);
    hear(new Overtaken(new Tenure(2, WEST), clock.instant()));
    take();
    hear(new Fenced("database", 2, "late", clock.instant()));
    assertThat(take()).isEmpty();
    assertThat(state.tenure()).isEqualTo(new Tenure(2, WEST));
  }

  @Test
  void aBrokenGlassIsTold() {
    east = RegionState.ISOLATED;
    Wish wish = Wish.of(Wish.Kind.FAILOVER, EAST, "ann");
    Turn refused = machine.step(state, new Asked(wish, situation()));
    assertThat(refused.effects()).isEmpty();
    hear(new Asked(wish.breaking(new Wish.Glass("ann", "fire in the hall")), situation()));
    assertThat(told()).containsSubsequence("region.glass_broken", "region.failover_begun");
  }

  @Test
  void percentAlwaysAddUp() {
    RegionName asia = new RegionName("ap-south");
    for (int stay = 0; stay <= 100; stay++) {
      Map<RegionName, Integer> weights =
          Spread.of(
              EAST,
              stay,
              List.of(EAST, WEST, asia),
              List.of(new Load(WEST, 10, 10, 43), new Load(asia, 10, 10, 100)));
      assertThat(weights.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
      assertThat(weights.values()).allMatch(w -> w >= 0);
    }
  }
}
