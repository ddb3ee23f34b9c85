// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ballast.control.chaos.FaultPlan;
import dev.ballast.control.chaos.FaultRefusedException;
import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.FaultTarget.Environment;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.Standing;
import dev.ballast.control.chaos.TargetSelector;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultRoomTest {

  private final FakeClock clock = FakeClock.atStart();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final FakeHost east = new FakeHost("east", Environment.TEST);
  private final FakeHost west = new FakeHost("west", Environment.TEST);
  private final FakeHost live = new FakeHost("live", Environment.LIVE);
  private volatile boolean burning;
  private final FaultRoom room = room();

  private FaultRoom room() {
    return new FaultRoom(
        () -> List.of(east, west, live),
        (on, stopped) -> new Standing(List.of(slo()), on, stopped),
        ledger,
        clock,
        new Random(1));
  }

  private Standing.Objective slo() {
    return new Standing.Objective(
        "payments-availability",
        "payments",
        true,
        burning,
        0.9,
        0.001,
        Duration.ofDays(28),
        "its budget burns");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static FaultRequest stop(String... names) {
    return FaultRequest.of("test", "process.stop", Map.of(), TargetSelector.ofNames(List.of(names)))
        .by("alice", "to see")
        .within(FaultRequest.Bounds.CAREFUL.withTargets(2, new Ratio(0.7)))
        .lasting(Duration.ofSeconds(3), Duration.ofSeconds(60));
  }

  private List<String> events() {
    return ledger.events().read(0, EventFilter.ANY, 100).stream().map(Event::name).toList();
  }

  private void awaitThat(BooleanSupplier condition) {
    long end = System.nanoTime() + 5_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      room.tick();
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private Injection.State state(String id) {
    return room.find(id).orElseThrow().state();
  }

  @Test
  void plansWithoutDoingAnything() {
    FaultPlan plan = room.plan(stop("east-target"));
    assertThat(plan.allowed()).isTrue();
    assertThat(plan.steps())
        .singleElement()
        .satisfies(s -> assertThat(s.driver()).isEqualTo("fake"));
    assertThat(east.calls).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void hitsAllAtOnceRenewsAndHealsWhenItsTimeIsOver() {
    Injection done = room.inject(stop("east-target", "west-target"));
    assertThat(done.state()).isEqualTo(Injection.State.ACTIVE);
    assertThat(east.on).hasSize(1);
    assertThat(west.on).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    awaitThat(() -> east.calls.contains("renew 3000") && west.calls.contains("renew 3000"));
    clock.advance(Duration.ofSeconds(60));
    awaitThat(() -> state(done.id()) == Injection.State.HEALED);
    assertThat(east.on).isEmpty();
    assertThat(room.find(done.id()).orElseThrow().ended()).isEqualTo("its time is over");
    awaitThat(() -> events().size() == 2); // Written a moment after the state is seen.
    assertThat(events()).containsExactly("fault.injected", "fault.healed");
  }

  @Test
  void oneThatIsNotEffectiveUndoesAllAndHasFailed() {
    west.ineffective = "not effective: still runs";
    Injection done = room.inject(stop("east-target", "west-target"));
    assertThat(done.state()).isEqualTo(Injection.State.FAILED);
    assertThat(done.ended()).contains("not effective: still runs");
    assertThat(east.on).isEmpty();
    assertThat(events()).containsExactly("fault.failed");
  }

  @Test
  void anSloThatBurnsEndsIt() {
    Injection done = room.inject(stop("east-target"));
    burning = true;
    awaitThat(() -> state(done.id()) == Injection.State.HEALED);
    assertThat(room.find(done.id()).orElseThrow().ended())
        .isEqualTo("SLO payments-availability: its budget burns");
    awaitThat(() -> events().size() == 2); // Written a moment after the state is seen.
    assertThat(events()).containsExactly("fault.injected", "fault.stopped");
  }

  @Test
  void liveUsersNeedTwoPeople() {
    Injection asked = room.inject(stop("live-target"));
    assertThat(asked.state()).isEqualTo(Injection.State.PENDING);
    assertThat(live.calls).isEmpty();
    FaultRefusedException alone =
        catchThrowableOfType(FaultRefusedException.class, () -> room.approve(asked.id(), "alice"));
    assertThat(alone).hasMessageContaining("expected: somebody else's yes");
    assertThat(room.approve(asked.id(), "bob").orElseThrow().state())
        .isEqualTo(Injection.State.ACTIVE);
    Event yes = ledger.events().latest(EventFilter.named("fault.approved"), 1).getFirst();
    assertThat(yes.text())
        .isEqualTo("process.stop on live-target, asked for by alice, was approved by bob");
    Event asks = ledger.events().latest(EventFilter.named("fault.pending"), 1).getFirst();
    assertThat(asks.text())
        .endsWith("waits for a second person: ballast fault approve " + asked.id());
  }

  @Test
  void anOldQuestionIsNotAnsweredAnyMore() {
    Injection asked = room.inject(stop("live-target"));
    clock.advance(Duration.ofMinutes(16));
    FaultRefusedException late =
        catchThrowableOfType(FaultRefusedException.class, () -> room.approve(asked.id(), "bob"));
    assertThat(late).hasMessageContaining("over 15 minutes ago");
  }

  @Test
  void theLeverHealsAllAndHoldsAcrossARestart() {
    Injection done = room.inject(stop("east-target"));
    assertThat(room.stop("carol", "smoke"))
        .singleElement()
        .satisfies(i -> assertThat(i.state()).isEqualTo(Injection.State.HEALED));
    assertThat(done.isOn()).isTrue();
    assertThat(west.calls).contains("stop");
    FaultRoom next = room();
    FaultRefusedException refused =
        catchThrowableOfType(FaultRefusedException.class, () -> next.inject(stop("west-target")));
    assertThat(refused).hasMessageContaining("stopped by carol: smoke");
    next.resume("carol");
    assertThat(next.inject(stop("west-target")).isOn()).isTrue();
    next.close();
  }

  @Test
  void anAgentThatIsGoneLeavesItUnprovedUntilItAnswersAgain() {
    Injection done = room.inject(stop("east-target"));
    east.silent = "http://127.0.0.1:1 does not answer";
    assertThat(room.heal(done.id(), "alice", "enough").orElseThrow().state())
        .isEqualTo(Injection.State.UNPROVED);
    east.silent = "";
    clock.advance(Duration.ofSeconds(6));
    awaitThat(() -> state(done.id()) == Injection.State.HEALED);
  }

  @Test
  void aLeaseThatEndedOnOneHostEndsItOnAll() {
    Injection done = room.inject(stop("east-target", "west-target"));
    west.on.clear();
    clock.advance(Duration.ofSeconds(1));
    awaitThat(() -> state(done.id()) == Injection.State.HEALED);
    assertThat(east.on).isEmpty();
    assertThat(room.find(done.id()).orElseThrow().ended()).contains("its lease has ended");
  }

  @Test
  void aRefusalIsOnRecordAndASilentAgentIsSaid() {
    east.silent = "http://127.0.0.1:1 does not answer";
    FaultRefusedException refused =
        catchThrowableOfType(FaultRefusedException.class, () -> room.inject(stop("east-target")));
    assertThat(refused.refusals().getFirst().rule()).isEqualTo("unknown_target");
    assertThat(room.plan(stop("east-target")).notes())
        .contains("agent east: http://127.0.0.1:1 does not answer");
    assertThat(events()).containsExactly("fault.refused");
  }
}
