// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.chaos.FaultRequest;
import dev.ballast.control.chaos.FaultTarget.Environment;
import dev.ballast.control.chaos.Injection;
import dev.ballast.control.chaos.TargetSelector;
import dev.ballast.control.slo.Budget;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.BurnRule;
import dev.ballast.control.slo.Coverage;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.LeftOut;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.Split;
import dev.ballast.control.slo.WindowEvents;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Configuration;
import dev.ballast.model.Place;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.server.board.Board;
import dev.ballast.server.board.Boards;
import dev.ballast.server.board.CloseLook;
import dev.ballast.server.board.Freshness;
import dev.ballast.testkit.FakeClock;
import dev.ballast.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A breach between two boards ends what is on; nothing else is asked for. */
final class BreachTest {

  private static final Duration MONTH = Duration.ofDays(30);

  private final FakeClock clock = FakeClock.atStart();
  private final FakeHost host = new FakeHost("east", Environment.TEST);
  private final Configuration configuration =
      Fixtures.aConfiguration()
          .with(Fixtures.anSlo("payments-availability"), Fixtures.anSlo("orders-availability"))
          .build();
  private final List<String> asked = new ArrayList<>();
  private State state = State.MET;
  private long nanos;
  private long took;
  private final CloseLook look =
      new CloseLook(this::judge, () -> configuration, clock, () -> nanos);
  private final Board board = board();
  private final FaultRoom room =
      new FaultRoom(
          () -> List.of(host),
          (on, stopped) ->
              Standings.of(
                  look.over(board),
                  Freshness.of(Duration.ofSeconds(10)),
                  clock.instant(),
                  on,
                  stopped),
          new MemoryLedger(clock),
          clock,
          new Random(1));

  private List<SloStatus> judge(Collection<Slo> slos, LeftOut leftOut, Instant at) {
    nanos += took;
    slos.forEach(slo -> asked.add(slo.name().value()));
    return slos.stream().map(slo -> status(slo, state)).toList();
  }

  private SloStatus status(Slo slo, State newState) {
    WindowEvents events = new WindowEvents(MONTH, 10_000, 10_000, true, List.of());
    boolean burns = newState == State.BURNING;
    return new SloStatus(
        slo.name(),
        "",
        Place.whole(slo.service()),
        newState,
        slo.target(),
        events,
        new Budget(100, 10, 0.1, 0.9, 0.9),
        List.of(new Burn(BurnRule.PAGE_FAST, events, events, 30, 30, 25, burns)),
        new Exhaustion.NotBurning(),
        new Coverage(Ratio.ONE, Ratio.ONE),
        SloPolicy.DEFAULT.rolling(MONTH, clock.instant()),
        Split.CLEAN,
        List.of(),
        "",
        clock.instant());
  }

  private Board board() {
    List<SloStatus> slos =
        configuration.slos().values().stream().map(slo -> status(slo, State.MET)).toList();
    return Boards.of(1, clock.instant(), configuration, slos);
  }

  private Injection inject() {
    return room.inject(
        FaultRequest.of(
                "test", "process.stop", Map.of(), TargetSelector.ofNames(List.of("east-target")))
            .by("alice", "to see")
            .within(FaultRequest.Bounds.CAREFUL.withTargets(1, Ratio.ONE))
            .lasting(Duration.ofSeconds(3), Duration.ofSeconds(60)));
  }

  /** A look half a second later, as the server takes it. */
  private void lookAgain() {
    clock.advance(Duration.ofMillis(500));
    nanos += 500_000_000L;
    look.look(room::isEndedBy);
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void endsAFaultBeforeTheNextBoard() {
    Injection done = inject();
    lookAgain();
    assertThat(asked).containsExactly("payments-availability");
    state = State.BURNING;
    lookAgain();
    long end = System.nanoTime() + 5_000_000_000L;
    room.tick();
    while (room.find(done.id()).orElseThrow().isOn() && System.nanoTime() < end) {
      Thread.onSpinWait(); // It ends on a thread of its own.
    }
    assertThat(room.find(done.id()).orElseThrow().ended())
        .isEqualTo("SLO payments-availability: its budget burns 30.0 times too fast (page-fast)");
    assertThat(host.on).isEmpty();
  }

  @Test
  void asksNothingWhileNothingIsOn() {
    lookAgain();
    assertThat(asked).isEmpty();
    assertThat(look.over(board)).isSameAs(board);
  }

  @Test
  void forgetsWhatItSawWhenNothingIsOnAnyMore() {
    Injection done = inject();
    state = State.BURNING;
    lookAgain();
    assertThat(look.over(board)).isNotSameAs(board);
    var _ = room.heal(done.id(), "alice", "enough");
    lookAgain();
    assertThat(look.over(board)).isSameAs(board);
  }

  @Test
  void leavesToTheBoardWhatItCannotKnow() {
    var _ = inject();
    state = State.NO_DATA;
    lookAgain();
    assertThat(look.over(board).health().slos()).isEqualTo(board.health().slos());
  }

  @Test
  void restsFourTimesAsLongAsItTook() {
    took = 1_000_000_000L;
    var _ = inject();
    lookAgain();
    for (int i = 0; i < 7; i++) {
      lookAgain();
    }
    assertThat(asked).hasSize(1);
    lookAgain();
    assertThat(asked).hasSize(2);
  }
}
