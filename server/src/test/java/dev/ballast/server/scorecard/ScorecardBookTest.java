// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.incident.AlertSeen;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.Incidents;
import dev.ballast.control.incident.Truth;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScorecardBookTest {

  private static final String DOCUMENT =
      """
      {"suite":"diagnose","directory":"/home/ann/data/rca/","commit":"abc1234","onset_late_seconds":0,
       "systems":{"shop":{"cases":10,"known":8,"ac1":0.75,"ac3":1.0,"avg5":0.9,"unexplained":1,
         "ms_p50":12.5,"ms_p95":40.0,"a_later_field":1}},
       "healthy":{"windows":20,"named":1,"systems":{"shop":{"windows":20,"named":1}}}}
      """;

  private final FakeClock clock = FakeClock.atStart();
  private final ScorecardBook book =
      new ScorecardBook(new MemoryLedger(clock), new Nobody(), clock);

  @Test
  void keepsWhatWasMeasuredWithItsIntervalsAndNotWhereItLay() {
    EvalRun run = book.keep(DOCUMENT, "ann");

    assertThat(run.data()).isEqualTo("rca");
    EvalRun.SystemScore score = Objects.requireNonNull(run.systems().get("shop"));
    // Six of eight: statsmodels' proportion_confint(6, 8, method="wilson").
    assertThat(score.ac1Low()).isCloseTo(0.4092754, within(1e-6));
    assertThat(score.ac1High()).isCloseTo(0.9285208, within(1e-6));
    assertThat(score.healthyNamed()).isEqualTo(1);
    assertThat(book.runs()).containsExactly(run);
  }

  @Test
  void showsEachSystemAsItWasMeasuredLastWithTheOnsetAsItWas() {
    book.keep(DOCUMENT, "ann");
    clock.advance(Duration.ofDays(1));
    book.keep(DOCUMENT.replace("abc1234", "def"), "ann");
    clock.advance(Duration.ofDays(1));
    book.keep(DOCUMENT.replace("\"onset_late_seconds\":0", "\"onset_late_seconds\":60"), "ann");

    assertThat(ScorecardBook.latest(book.runs()))
        .extracting(one -> one.system() + " " + one.run().commit())
        .containsExactly("shop def");
    assertThat(book.runs()).hasSize(3);
  }

  @Test
  void keepsTheNewestFiftyAlsoWithinOneMillisecond() {
    for (int i = 0; i < 60; i++) {
      book.keep(DOCUMENT.replace("abc1234", "c" + i), "ann");
    }

    assertThat(book.runs()).hasSize(ScorecardBook.MOST);
    assertThat(book.runs().getFirst().commit()).isEqualTo("c59");
    assertThat(book.runs().getLast().commit()).isEqualTo("c10");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(
            () ->
                book.keep(
                    """
                    {"suite":"detect","systems":{"shop":{"cases":0,"ac1":1.5,"ms_p50":1}}}
                    """,
                    "ann"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            """
            suite: detect (expected: diagnose). Fix: send what ballast eval diagnose DIR -o json prints
            systems.shop.cases: 0 (expected: a whole number, 1 to 1000000)
            systems.shop.ac1: 1.5 (expected: 0 to 1)
            systems.shop.ms_p95: null (expected: milliseconds, 0 or more)""");
    assertThatThrownBy(() -> book.keep("{\"suite\":\"diagnose\"}", "ann"))
        .hasMessage("systems: 0 (expected: 1 to 50)");
    assertThat(book.runs()).isEmpty();
  }

  /** No incident at all. */
  private static final class Nobody implements Incidents {
    @Override
    public List<Incident> all() {
      return List.of();
    }

    @Override
    public Optional<Incident> find(String id) {
      return Optional.empty();
    }

    @Override
    public Optional<Incident> acknowledge(String id, String by) {
      return Optional.empty();
    }

    @Override
    public Optional<Incident> note(String id, String by, String text) {
      return Optional.empty();
    }

    @Override
    public Optional<Incident> resolve(String id, String by) {
      return Optional.empty();
    }

    @Override
    public Optional<Incident> confirm(String id, Truth truth, String by) {
      return Optional.empty();
    }

    @Override
    public void alerts(List<AlertSeen> alerts) {}
  }
}
