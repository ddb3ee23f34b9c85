// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.slo.SloStatus.State;
import dev.ballast.model.Budgeting;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.Slo;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
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
  }

  @Test
  void aBoundMayBeWrittenInAnotherWay() {
    play(90, 0.1);
    SloStatus status = evaluate(latency("0.5120")).getFirst();
    assertThat(status.sli().orElse(0)).isCloseTo(0.8, within(0.01));
    assertThat(status.details().bounds()).isEmpty();
  }

  @Test
  void aThresholdOffEveryBucketIsJudgedByBothOfItsNeighbours() {
    play(90, 0.1);
    SloStatus off = evaluate(latency("0.7")).getFirst();
    assertThat(off.state()).isEqualTo(State.UNCERTAIN);
    SloDetails.Bounds bounds = off.details().bounds().getFirst();
    assertThat(bounds.sliLow()).isCloseTo(0.8, within(0.01));
    assertThat(bounds.sliHigh()).isCloseTo(1, within(0.01));
    assertThat(bounds.low()).isEqualTo(State.BURNING);
    assertThat(bounds.high()).isEqualTo(State.MET);
    assertThat(off.problem())
        .contains(
            " to 100 % of the budget left: "
                + BUCKET
                + " has no bucket le=\"0.7\", only 0.512 below and +Inf above. Fix: use one of"
                + " 0.512, +Inf.");
  }

  @Test
  void whatBothBoundsSayIsKnown() {
    play(90, 0.1);
    SloStatus off = evaluate(withTarget(latency("0.7"), 70)).getFirst();
    assertThat(off.state()).isEqualTo(State.MET);
    assertThat(off.problem()).isEmpty();
    assertThat(off.sli().orElse(0)).as("the lower bound").isCloseTo(0.8, within(0.01));
    assertThat(off.details().bounds().getFirst().sliHigh()).isCloseTo(1, within(0.01));
  }

  @Test
  void belowTheFirstBucketNothingIsCertainToBeFast() {
    play(90, 0.1);
    SloStatus off = evaluate(latency("0.1")).getFirst();
    assertThat(off.state()).as("0 % to 80 % are both too few").isEqualTo(State.BURNING);
    SloDetails.Bounds bounds = off.details().bounds().getFirst();
    assertThat(bounds.sliLow()).isZero();
    assertThat(bounds.sliHigh()).isCloseTo(0.8, within(0.01));
  }

  @Test
  void aDeployInsideTheWindowGoesOnWithTheCountersOfBothVersions() {
    deployed("v1", 60, 0);
    deployed("v2", 60, 0.2);
    SloStatus status = evaluate(availability()).getFirst();
    assertThat(status.events().total()).isCloseTo(1200, within(40.0));
    assertThat(status.sli().orElse(0)).isCloseTo(0.9, within(0.01));
  }

  @Test
  void countsSlicesOverCounterResets() {
    play(60, 0.1);
    metrics.reset();
    play(60, 0.1);
    Slo slices =
        availability()
            .withTerms(
                new Slo.Terms(
                    new TimeWindow.Rolling(Duration.ofDays(30)),
                    new Budgeting.Timeslices(Duration.ofMinutes(15), new Ratio(0.97)),
                    List.of()));
    SloStatus whole = evaluate(slices).getFirst();
    assertThat(whole.events().total()).as("of 15 s each").isBetween(7.0, 9.0);
    assertThat(whole.events().bad()).as("5 % bad is too many").isEqualTo(whole.events().total());
    SloStatus west = evaluate(slices).get(1);
    assertThat(west.place().region()).isEqualTo("eu-west");
    assertThat(west.events().bad()).isZero();
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

  private void deployed(String version, int seconds, double bad) {
    for (int i = 0; i < seconds; i++) {
      Instant at = clock.advance(Duration.ofSeconds(1));
      count(at, version, "STATUS_CODE_UNSET", 10 * (1 - bad));
      count(at, version, "STATUS_CODE_ERROR", 10 * bad);
    }
  }

  private void count(Instant at, String version, String status, double events) {
    metrics.add(at, events, "__name__", CALLS, "service_version", version, "status_code", status);
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

  private static Slo withTarget(Slo slo, double percent) {
    return new Slo(
        slo.name(), "", slo.service(), slo.sli(), Ratio.ofPercent(percent), slo.window(), "");
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
