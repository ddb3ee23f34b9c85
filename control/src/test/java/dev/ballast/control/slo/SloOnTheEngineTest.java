// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Ratio;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queries as the engine really answers them, over counters as spans make them. */
final class SloOnTheEngineTest {

  private static final String CALLS = "traces_spanmetrics_calls_total";
  private static final String BUCKET = "traces_spanmetrics_latency_bucket";

  private final FakeClock clock = FakeClock.atStart();
  private final CountedMetrics metrics = new CountedMetrics();
  private final SloEvaluator evaluator =
      new SloEvaluator(_ -> metrics, Increase.parsed(), SloPolicy.DEFAULT.withTimeScale(60));

  @Test
  void countsRawCountersPerRegion() {
    play(90, 0.1);
    List<SloStatus> statuses = evaluate(availability());
    assertThat(statuses)
        .extracting(status -> status.place().region())
        .containsExactly("", "eu-west", "us-east");
    assertThat(statuses.get(1).sli().orElse(0)).isCloseTo(1, within(1e-9));
    assertThat(statuses.get(2).sli().orElse(0)).isCloseTo(0.9, within(0.01));
    assertThat(statuses.get(2).state()).isEqualTo(State.BURNING);
    assertThat(statuses.get(2).queries().getFirst())
        .startsWith("sum by (cloud_region) (increase(" + CALLS)
        .contains("[12h]");
    Burn burn = statuses.getFirst().burn(BurnRule.VIOLATED).orElseThrow();
    assertThat(burn.longWindow().total()).isCloseTo(1200, within(25.0));
  }

  @Test
  void survivesCounterResets() {
    play(60, 0.1);
    metrics.reset();
    play(60, 0.1);
    SloStatus east = evaluate(availability()).getLast();
    assertThat(east.sli().orElse(0)).isCloseTo(0.9, within(0.01));
    assertThat(east.events().total()).isCloseTo(1200, within(40.0));
  }

  @Test
  void measuresLatencyByBuckets() {
    play(90, 0.1);
    SloStatus status = evaluate(latency("0.512")).getFirst();
    assertThat(status.sli().orElse(0)).isCloseTo(0.8, within(0.01));
    SloStatus off = evaluate(latency("0.3")).getFirst();
    assertThat(off.state()).isEqualTo(State.NO_DATA);
    assertThat(off.problem())
        .isEqualTo(
            BUCKET
                + " has no bucket le=\"0.3\" (expected: one of 0.512, +Inf). Fix: use a bound the"
                + " histogram has.");
  }

  @Test
  void samplesGaugesAndThresholds() {
    play(90, 0.1);
    Sli errors =
        new Sli.Threshold(
            "sum(rate("
                + CALLS
                + "{status_code=\"STATUS_CODE_ERROR\"}[{{.window}}]))"
                + " / sum(rate("
                + CALLS
                + "[{{.window}}]))",
            Sli.Threshold.Operator.LT,
            0.2);
    SloStatus met = evaluate(slo(errors)).getFirst();
    assertThat(met.events().total()).isGreaterThan(1);
    assertThat(met.sli()).hasValue(1);
  }

  @Test
  void saysWhereAQueryIsWrong() {
    Sli wrong = new Sli.Ratio(true, Sli.Ratio.Side.BAD, "sum(rate(x[5m])", "x");
    SloStatus status = evaluate(slo(wrong)).getFirst();
    assertThat(status.state()).isEqualTo(State.NO_DATA);
    assertThat(status.problem()).isNotEmpty();
  }

  private void play(int seconds, double badInEast) {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      calls("us-east", badInEast);
      calls("eu-west", 0);
    }
  }

  private void calls(String region, double bad) {
    call(10 * (1 - bad), region, "STATUS_CODE_UNSET");
    call(10 * bad, region, "STATUS_CODE_ERROR");
    bucket(8, region, "0.512");
    bucket(10, region, "+Inf");
  }

  private void call(double events, String region, String status) {
    metrics.add(
        clock.instant(),
        events,
        "__name__",
        CALLS,
        "service",
        "payments",
        "cloud_region",
        region,
        "status_code",
        status);
  }

  private void bucket(double events, String region, String bound) {
    metrics.add(clock.instant(), events, "__name__", BUCKET, "cloud_region", region, "le", bound);
  }

  private List<SloStatus> evaluate(Slo slo) {
    return evaluator.evaluate(List.of(slo), clock.instant());
  }

  private static Slo availability() {
    return slo(
        new Sli.Ratio(
            true,
            Sli.Ratio.Side.GOOD,
            "sum by (cloud_region) (" + CALLS + "{status_code!=\"STATUS_CODE_ERROR\"})",
            "sum by (cloud_region) (" + CALLS + ")"));
  }

  private static Slo latency(String bound) {
    return slo(
        new Sli.Ratio(
            true,
            Sli.Ratio.Side.GOOD,
            "sum by (cloud_region) (" + BUCKET + "{le=\"" + bound + "\"})",
            "sum by (cloud_region) (" + BUCKET + "{le=\"+Inf\"})"));
  }

  private static Slo slo(Sli sli) {
    return new Slo(
        new SloName("slo"),
        "",
        new ServiceName("payments"),
        sli,
        Ratio.ofPercent(99),
        Duration.ofDays(30),
        "");
  }
}
