// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Place;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Production defaults, no time scaling, on an injected clock. */
final class SloEvaluatorTest {

  private static final String NAME = "payments-availability";
  private static final Slo SLO = Slos.slo("payments", 99);

  private final FakeClock clock = FakeClock.atStart();
  private final ScriptedMetrics metrics = new ScriptedMetrics();
  private final SloEvaluator evaluator =
      new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT);

  @Test
  void isMetWhenTheBudgetIsNotTouched() {
    play("", Duration.ofDays(30), 10, 0);
    SloStatus status = whole();
    assertThat(status.state()).isEqualTo(State.MET);
    assertThat(status.sli()).hasValue(1);
    assertThat(status.budget().remaining()).isEqualTo(1);
    assertThat(status.coverage().recent()).isEqualTo(Ratio.ONE);
    assertThat(status.coverage().budget().value()).isCloseTo(1, within(0.01));
    Instant now = clock.instant();
    assertThat(status.window())
        .isEqualTo(
            new SloWindow(
                Duration.ofDays(30),
                Duration.ofDays(30),
                1,
                new Span(now.minus(Duration.ofDays(30)), now),
                false));
    assertThat(status.queries())
        .containsExactly("bad:" + NAME + "[30d]", "total:" + NAME + "[30d]");
    assertThat(status.burns()).extracting(Burn::rule).containsExactlyElementsOf(BurnRule.ALL);
    assertThat(status.evaluatedAt()).isEqualTo(clock.instant());
  }

  @Test
  void hasNoDataWithoutASample() {
    SloStatus status = whole();
    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.sli()).isEmpty();
    assertThat(status.events().known()).isFalse();
  }

  @Test
  void hasNoDataWhenTheLastHourIsSilent() {
    play("", Duration.ofDays(2), 10, 0);
    clock.advance(Duration.ofMinutes(66));
    assertThat(whole().state()).isEqualTo(State.NO_DATA);
  }

  @Test
  void isInsufficientWhileUnderHalfOfTheLastHourHasData() {
    play("", Duration.ofMinutes(25), 100, 0);
    assertThat(whole().state()).isEqualTo(State.INSUFFICIENT);
    play("", Duration.ofMinutes(10), 100, 0);
    assertThat(whole().state()).isEqualTo(State.MET);
  }

  @Test
  void isInsufficientWithFewEvents() {
    play("", Duration.ofHours(2), 0.2, 0);
    SloStatus status = whole();
    assertThat(status.burn(BurnRule.VIOLATED).orElseThrow().longWindow().total())
        .isCloseTo(12, within(1.0));
    assertThat(status.state()).isEqualTo(State.INSUFFICIENT);
  }

  @Test
  void burnsInEachWindowThatItsRulesName() {
    play("", Duration.ofDays(4), 100, 0);
    play("", Duration.ofMinutes(70), 100, 20);
    SloStatus status = whole();
    assertThat(status.state()).isEqualTo(State.BURNING);
    Burn fast = status.burn(BurnRule.PAGE_FAST).orElseThrow();
    assertThat(fast.longRate()).isCloseTo(20 / 120.0 / 0.01, within(0.5));
    assertThat(fast.firing()).isTrue();
    Burn slow = status.burn(BurnRule.PAGE_SLOW).orElseThrow();
    assertThat(slow.longRate()).isCloseTo(16.67 * 84 / 372, within(0.2));
    assertThat(slow.firing()).isFalse();
    assertThat(status.exhaustion()).isInstanceOf(Exhaustion.In.class);
  }

  @Test
  void isExhaustedWhenTheWindowsBudgetIsSpent() {
    play("", Duration.ofDays(29), 100, 0.9);
    play("", Duration.ofDays(1), 100, 10);
    play("", Duration.ofHours(2), 100, 0);
    SloStatus status = whole();
    assertThat(status.state()).isEqualTo(State.EXHAUSTED);
    assertThat(status.budget().remaining()).isNegative();
    assertThat(status.exhaustion()).isEqualTo(new Exhaustion.Spent());
  }

  @Test
  void doesNotCallAYoungWindowSpentForItsFirstErrors() {
    play("", Duration.ofHours(1), 100, 0);
    play("", Duration.ofMinutes(3), 100, 50);
    SloStatus status = whole();
    assertThat(status.budget().remainingSoFar()).isLessThan(-1);
    assertThat(status.budget().remaining()).isGreaterThan(0.9);
    assertThat(status.state()).isNotEqualTo(State.EXHAUSTED);
  }

  @Test
  void doesNotCallAQuietMonthSpentForOneError() {
    play("", Duration.ofDays(30), 1, 0);
    metrics.count(NAME, "", clock.instant(), 0, 1);
    SloStatus status = whole(Slos.slo(NAME, "payments", 99.999, Duration.ofDays(30)));
    assertThat(status.budget().remaining()).isNegative();
    assertThat(status.state()).isEqualTo(State.MET);
  }

  @Test
  void judgesEachRegionAndTheSumOfThem() {
    for (int minute = 0; minute < 120; minute++) {
      clock.advance(Duration.ofMinutes(1));
      metrics.count(NAME, "us-east", clock.instant(), 70, 30);
      metrics.count(NAME, "eu-west", clock.instant(), 300, 0);
    }
    List<SloStatus> statuses = evaluate(SLO);
    assertThat(statuses)
        .extracting(status -> status.place().region())
        .containsExactly("", "eu-west", "us-east");
    assertThat(statuses)
        .extracting(SloStatus::state)
        .containsExactly(State.BURNING, State.MET, State.BURNING);
    assertThat(statuses.getFirst().sli().orElse(0)).isCloseTo(370 / 400.0, within(1e-9));
    assertThat(statuses.getLast().place()).isEqualTo(new Place(SLO.service(), "us-east"));
    assertThat(statuses.getLast().sli().orElse(0)).isCloseTo(0.7, within(1e-9));
  }

  @Test
  void countsGapsAsMissingCoverage() {
    play("", Duration.ofDays(10), 10, 0);
    clock.advance(Duration.ofDays(10));
    play("", Duration.ofDays(10), 10, 0);
    SloStatus status = whole();
    assertThat(status.coverage().budget().value()).isCloseTo(0.667, within(0.005));
    assertThat(status.state()).isEqualTo(State.MET);
  }

  @Test
  void saysWhyWhenTelemetryDoesNotAnswer() {
    play("", Duration.ofHours(2), 10, 0);
    assertThat(whole().state()).isEqualTo(State.MET);
    metrics.failWith(new QueryException(QueryException.Kind.UNAVAILABLE, "connection refused"));
    SloStatus status = whole();
    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.problem()).isEqualTo("connection refused");
  }

  @Test
  void saysWhyWhenTheQueryCannotBeRead() {
    SloEvaluator unreadable =
        new SloEvaluator(
            _ -> metrics,
            (query, _) -> {
              throw new IllegalArgumentException("1:4: unexpected end");
            },
            SloPolicy.DEFAULT);
    Slo raw =
        new Slo(
            SLO.name(),
            "",
            SLO.service(),
            new Sli.Ratio(true, Sli.Ratio.Side.BAD, "sum(", "all"),
            SLO.target(),
            SLO.window(),
            "");
    assertThat(unreadable.evaluate(List.of(raw), clock.instant()).getFirst().problem())
        .isEqualTo("1:4: unexpected end");
  }

  @Test
  void asksLongWindowsLessOften() {
    play("", Duration.ofDays(30), 10, 0);
    whole();
    metrics.asked();
    clock.advance(Duration.ofSeconds(15));
    whole();
    assertThat(metrics.asked())
        .contains("total:" + NAME + "[5m]", "total:" + NAME + "[1h]")
        .doesNotContain("total:" + NAME + "[30d]", "total:" + NAME + "[1d]");
    clock.advance(Duration.ofMinutes(5));
    whole();
    assertThat(metrics.asked()).contains("total:" + NAME + "[30d]", "total:" + NAME + "[1d]");
  }

  /** One that may wait asks for an hour every 12 s only. */
  @Test
  void aHurriedOneSeesABreachAtTheFirstLookAfterItsWindowIsFull() {
    SloEvaluator hurried =
        new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT.hurried());
    play("", Duration.ofDays(1), 600, 0);
    assertThat(whole().state()).isEqualTo(State.MET);
    assertThat(hurried.evaluate(List.of(SLO), clock.instant()).getFirst().state())
        .isEqualTo(State.MET);
    clock.advance(Duration.ofMillis(500));
    metrics.count(NAME, "", clock.instant(), 0, 20_000);
    SloStatus seen = hurried.evaluate(List.of(SLO), clock.instant()).getFirst();
    assertThat(seen.state()).isEqualTo(State.BURNING);
    assertThat(seen.burn(BurnRule.PAGE_FAST).orElseThrow().firing()).isTrue();
    assertThat(seen.burn(BurnRule.PAGE_SLOW).orElseThrow().firing()).isTrue();
    assertThat(whole().burn(BurnRule.PAGE_FAST).orElseThrow().firing()).isFalse();
  }

  @Test
  void startsAfreshWhenTheSloIsEdited() {
    play("", Duration.ofDays(30), 100, 0.5);
    assertThat(whole().budget().remaining()).isCloseTo(0.5, within(0.01));
    Slo stricter = Slos.slo(NAME, "payments", 99.9, Duration.ofDays(30));
    assertThat(whole(stricter).budget().remaining()).isCloseTo(-4, within(0.1));
  }

  @Test
  void dividesEveryWindowByTheTimeScale() {
    SloEvaluator scaled =
        new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT.withTimeScale(60));
    Instant start = clock.instant();
    for (int second = 0; second < 60; second++) {
      clock.advance(Duration.ofSeconds(1));
      metrics.count(NAME, "", clock.instant(), 5, 5);
    }
    assertThat(clock.instant()).isEqualTo(start.plusSeconds(60));
    SloStatus status = scaled.evaluate(List.of(SLO), clock.instant()).getFirst();
    assertThat(status.window().evaluated()).isEqualTo(Duration.ofHours(12));
    assertThat(status.state()).isEqualTo(State.BURNING);
    Burn fast = status.burn(BurnRule.PAGE_FAST).orElseThrow();
    assertThat(fast.longWindow().window()).isEqualTo(Duration.ofMinutes(1));
    assertThat(fast.longWindow().total()).isCloseTo(600, within(1e-9));
    assertThat(fast.shortWindow().total()).isCloseTo(50, within(1e-9));
  }

  /** Events each minute. */
  private void play(String region, Duration length, double perMinute, double badPerMinute) {
    for (long minute = 0; minute < length.toMinutes(); minute++) {
      clock.advance(Duration.ofMinutes(1));
      metrics.count(NAME, region, clock.instant(), perMinute, badPerMinute);
    }
  }

  private SloStatus whole() {
    return whole(SLO);
  }

  private SloStatus whole(Slo slo) {
    return evaluate(slo).getFirst();
  }

  private List<SloStatus> evaluate(Slo slo) {
    return evaluator.evaluate(List.of(slo), clock.instant());
  }
}
