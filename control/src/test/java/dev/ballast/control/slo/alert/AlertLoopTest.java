// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloEvaluator;
import dev.ballast.control.slo.SloPolicy;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.AlertPolicy.When;
import dev.ballast.model.Event;
import dev.ballast.model.Sli.Threshold.Operator;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alert policies on played traffic, minute by minute, judged by the real evaluator. */
final class AlertLoopTest {

  private static final Duration AFTER = Duration.ofMinutes(5);

  private final FakeClock clock = FakeClock.at(Instant.parse("2026-01-01T00:00:00Z"));
  private final ScriptedMetrics metrics = new ScriptedMetrics();
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private SloEvaluator evaluator = evaluator();
  private AlertLoop loop = new AlertLoop(ledger.events(), length -> length);

  private SloEvaluator evaluator() {
    return new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT);
  }

  private static Slo slo(Operator operator, double threshold, When... when) {
    AlertPolicy policy =
        new AlertPolicy(
            "fast",
            "Burns fast",
            "page",
            new AlertPolicy.Condition(operator, threshold, Duration.ofMinutes(45), AFTER),
            Set.of(when),
            List.of("pager"));
    return Slos.slo("up", "shop", 99, Duration.ofDays(1))
        .withCare(new Slo.Care(new Ratio(0.05), false, List.of(policy)));
  }

  private static Slo all() {
    return slo(Operator.GTE, 10, When.values());
  }

  private void play(Slo slo, int minutes, double good, double bad) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(Duration.ofMinutes(1));
      metrics.count("up", "", clock.instant(), good, bad);
      look(List.of(slo));
    }
  }

  private void silence(Slo slo, int minutes) {
    for (int i = 0; i < minutes; i++) {
      clock.advance(Duration.ofMinutes(1));
      look(List.of(slo));
    }
  }

  private void look(List<Slo> slos) {
    loop.tick(slos, evaluator.evaluate(slos, clock.instant()), clock.instant());
  }

  private void restart() {
    evaluator = evaluator();
    loop = new AlertLoop(ledger.events(), length -> length);
  }

  private List<String> told() {
    return ledger.events().read(0, EventFilter.named("slo.alert."), 100).stream()
        .map(Event::name)
        .map(name -> name.substring("slo.alert.".length()))
        .toList();
  }

  private Event last() {
    return ledger.events().latest(EventFilter.named("slo.alert."), 1).getFirst();
  }

  @Test
  void aBreachAndItsEndAreToldOnceEach() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    assertThat(told()).containsExactly("firing");
    assertThat(last().subject()).isEqualTo("slo/up");
    assertThat(last().text()).contains("Burns fast: burn rate >= 10 over 45m (burn rate 1");
    assertThat(last().attributes())
        .containsEntry("severity", "page")
        .containsEntry("targets", "pager")
        .containsEntry("service", "shop");
    play(all(), 90, 100, 0);
    assertThat(told()).containsExactly("firing", "resolved");
  }

  @Test
  void itHasToHoldForAsLongAsAsked() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    Instant told = last().at();
    restart();
    FakeClock sooner = FakeClock.at(told.minus(AFTER));
    assertThat(evaluator.evaluate(List.of(all()), sooner.instant()).getFirst().details().alarms())
        .as("it held already")
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.state().name()).isEqualTo("BREACHING"));
  }

  @Test
  void oneErrorInAQuietHourIsNoBreach() {
    play(all(), 90, 1, 0);
    play(all(), 1, 0, 1);
    play(all(), 60, 1, 0);
    assertThat(told()).isEmpty();
  }

  @Test
  void onlyWhatIsAskedForIsTold() {
    Slo slo = slo(Operator.GTE, 10, When.RESOLVED);
    play(slo, 90, 100, 0);
    play(slo, 60, 70, 30);
    play(slo, 90, 100, 0);
    silence(slo, 120);
    assertThat(told()).containsExactly("resolved");
  }

  @Test
  void missingDataIsToldAndNeitherABreachNorItsEnd() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    silence(all(), 120);
    assertThat(told()).containsExactly("firing", "no_data");
    assertThat(last().text()).endsWith("there is no data, so it can neither break nor hold");
    play(all(), 90, 100, 0);
    assertThat(told()).containsExactly("firing", "no_data", "data_back", "resolved");
  }

  @Test
  void missingDataIsNotToldUnlessAskedFor() {
    Slo slo = slo(Operator.GTE, 10, When.BREACHING);
    play(slo, 90, 100, 0);
    silence(slo, 300);
    assertThat(told()).isEmpty();
  }

  @Test
  void anSloThatNeverHadDataIsMissingIt() {
    silence(slo(Operator.GTE, 10, When.NO_DATA), 10);
    assertThat(told()).containsExactly("no_data");
  }

  @Test
  void afterARestartNothingIsToldTwice() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    restart();
    play(all(), 30, 70, 30);
    assertThat(told()).containsExactly("firing");
    play(all(), 90, 100, 0);
    assertThat(told()).containsExactly("firing", "resolved");
  }

  @Test
  void lessBurnThanAskedForIsToldOnceThereAreEvents() {
    Slo slo = slo(Operator.LT, 0.5, When.BREACHING);
    play(slo, 60, 99, 1);
    assertThat(told()).isEmpty();
    play(slo, 90, 100, 0);
    assertThat(told()).containsExactly("firing");
  }

  @Test
  void noEndIsToldOfWhatWasNeverToldToBegin() {
    Slo slo = slo(Operator.GTE, 10, When.RESOLVED);
    play(slo, 90, 100, 0);
    play(slo, 60, 70, 30);
    look(List.of());
    assertThat(told()).isEmpty();
  }

  @Test
  void aPolicyThatIsTakenAwayAfterARestartIsOver() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    restart();
    look(List.of());
    assertThat(told()).containsExactly("firing", "resolved");
  }

  @Test
  void aPolicyThatIsTakenAwayIsOver() {
    play(all(), 90, 100, 0);
    play(all(), 60, 70, 30);
    look(List.of());
    assertThat(told()).containsExactly("firing", "resolved");
    assertThat(last().text()).isEqualTo("fast of up is asked no more");
  }
}
