// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class EngineTest {

  private static final Labels UP = Labels.of(Labels.NAME, "up");
  private final Engine engine = new Engine(EngineOptions.DEFAULT);

  private static FixedSeries up(double... values) {
    return new FixedSeries().with(UP, 10_000, values);
  }

  private List<Value.Sample> samples(String query, FixedSeries source, long time) {
    return ((Value.Vector) engine.instant(query, source, time).value()).samples();
  }

  private double only(String query, FixedSeries source, long time) {
    assertThat(samples(query, source, time)).hasSize(1);
    return samples(query, source, time).getFirst().value();
  }

  @Test
  void looksBackFiveMinutesExclusively() {
    FixedSeries source = up(7);
    assertThat(only("up", source, 299_999)).isEqualTo(7);
    assertThat(samples("up", source, 300_000)).isEmpty();
  }

  @Test
  void looksBackAsFarAsTold() {
    Engine shortSighted =
        engine.withOptions(EngineOptions.DEFAULT.withLookback(Duration.ofSeconds(10)));
    Value value = shortSighted.instant("up", up(7), 10_000).value();
    assertThat(((Value.Vector) value).samples()).isEmpty();
  }

  @Test
  void aStaleMarkerEndsASeriesUntilItsNextSample() {
    FixedSeries source = up(1, SampleBuffer.STALE, 3);
    assertThat(samples("up", source, 15_000)).isEmpty();
    assertThat(only("up", source, 20_000)).isEqualTo(3);
    assertThat(only("count_over_time(up[1m])", source, 20_000)).isEqualTo(2);
  }

  @Test
  void aRangeIsOpenOnTheLeft() {
    FixedSeries source = up(1, 2, 3, 4);
    assertThat(only("sum_over_time(up[10s])", source, 20_000)).isEqualTo(3);
    assertThat(only("sum_over_time(up[10001ms])", source, 20_000)).isEqualTo(5);
  }

  @Test
  void rateExtrapolatesToNearBounds() {
    FixedSeries source = up(100, 110, 120, 130, 140, 150, 160);
    assertThat(only("increase(up[1m])", source, 60_000)).isCloseTo(60, within(1e-9));
    assertThat(only("rate(up[1m])", source, 65_000)).isCloseTo(1, within(1e-9));
  }

  @Test
  void rateStopsHalfADistanceBeyondAFarSample() {
    FixedSeries source = up(100, 110, 120);
    assertThat(only("increase(up[2m])", source, 100_000)).isCloseTo(20 + 5 + 5, within(1e-9));
  }

  @Test
  void rateNeverExtrapolatesBelowZero() {
    FixedSeries source = up(2, 12, 22);
    assertThat(only("increase(up[1m])", source, 20_000)).isCloseTo(22, within(1e-9));
    assertThat(only("delta(up[1m])", source, 20_000)).isCloseTo(25, within(1e-9));
  }

  @Test
  void rateAddsWhatWasThereBeforeAReset() {
    FixedSeries source = up(50, 60, 5, 15, 3, 13);
    double raw = 13 - 50 + 60 + 15;
    double factor = (50 + 5 + 0) / 50.0;
    assertThat(only("increase(up[100s])", source, 50_000)).isCloseTo(raw * factor, within(1e-9));
  }

  @Test
  void aRangeQuerySlidesTheSameWindow() {
    FixedSeries source = up(50, 60, 5, 15, 3, 13, 20, 1, 2);
    Value.Matrix matrix =
        (Value.Matrix) engine.range("increase(up[35s])", source, 0, 80_000, 5_000).value();
    Value.Series series = matrix.series().getFirst();
    for (int i = 0; i < series.times().length; i++) {
      assertThat(series.values()[i])
          .isEqualTo(only("increase(up[35s])", source, series.times()[i]));
    }
  }

  @Test
  void subquerySamplesAtMultiplesOfItsStep() {
    FixedSeries source = up(0, 1, 2, 3, 4, 5, 6);
    assertThat(only("count_over_time(up[35s:10s])", source, 57_000)).isEqualTo(3);
    assertThat(only("sum_over_time(up[35s:10s])", source, 57_000)).isEqualTo(3 + 4 + 5);
    assertThat(only("count_over_time(up[30s:10s])", source, 50_000)).isEqualTo(3);
  }

  @Test
  void compensatesRoundingErrors() {
    FixedSeries source = up(1e16, 1, 1, -1e16);
    assertThat(only("sum_over_time(up[1m])", source, 30_000)).isEqualTo(2);
  }

  @Test
  void dropsNamesOnlyInTheEnd() {
    FixedSeries source = up(1, 2);
    assertThat(samples("label_replace(-up, \"was\", \"$1\", \"__name__\", \"(.*)\")", source, 0))
        .extracting(Value.Sample::labels)
        .containsExactly(Labels.of("was", "up"));
  }

  @Test
  void givesScalarsStringsAndMatricesToo() {
    assertThat(engine.instant("1 + 1", up(), 5).value()).isEqualTo(new Value.Scalar(5, 2));
    assertThat(engine.instant("(\"x\")", up(), 5).value()).isEqualTo(new Value.Text(5, "x"));
    Value.Matrix matrix = (Value.Matrix) engine.instant("up[15s]", up(1, 2, 3), 20_000).value();
    assertThat(matrix.series().getFirst().times()).containsExactly(10_000, 20_000);
  }

  @Test
  void ordersARangeQueryByLabels() {
    FixedSeries source =
        new FixedSeries()
            .with(Labels.of("__name__", "m", "a", "2"), 1000, 1)
            .with(Labels.of("__name__", "m", "a", "1"), 1000, 2);
    Value.Matrix matrix = (Value.Matrix) engine.range("m", source, 0, 0, 1).value();
    assertThat(matrix.series()).extracting(s -> s.labels().get("a")).containsExactly("1", "2");
  }

  @Test
  void notesWhatIsProbablyNoCounter() {
    QueryResult result = engine.instant("rate(up[1m])", up(1, 2, 3), 20_000);
    assertThat(result.infos())
        .containsExactly(
            "PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \"up\" (1:6)");
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void warnsOfAQuantileOutOfBounds() {
    QueryResult result = engine.instant("quantile(1.5, up)", up(1), 0);
    assertThat(result.warnings())
        .containsExactly(
            "PromQL warning: quantile value should be between 0 and 1, got 1.5 (1:10)");
  }

  private static PromqlException problem(Engine engine, String query, FixedSeries source) {
    return catchThrowableOfType(
        PromqlException.class, () -> engine.range(query, source, 0, 60_000, 10_000));
  }

  @Test
  void refusesTooManySamples() {
    Engine small = new Engine(EngineOptions.DEFAULT.withMaxSamples(5));
    PromqlException problem = problem(small, "up", up(1, 2, 3, 4, 5, 6, 7));
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.LIMIT);
    assertThat(problem)
        .hasMessageStartingWith(
            "the query would load too many samples into memory (expected: at most 5 at once)");
  }

  @Test
  void refusesTooManySeries() {
    Engine small = new Engine(EngineOptions.DEFAULT.withMaxSeries(1));
    FixedSeries source = up(1).with(Labels.of("__name__", "up", "a", "b"), 1000, 1);
    PromqlException problem = problem(small, "up", source);
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.LIMIT);
    assertThat(problem).hasMessageStartingWith("the query selects too many series (expected: at");
  }

  @Test
  void stopsWhenItsTimeIsOver() {
    AtomicLong clock = new AtomicLong();
    Engine slow =
        new Engine(
            EngineOptions.DEFAULT.withTimeout(Duration.ofMillis(3)),
            () -> clock.addAndGet(2_000_000));
    PromqlException problem = problem(slow, "sum(up) + sum(up)", up(1));
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.TIMEOUT);
    assertThat(problem).hasMessage("the query took too long (expected: at most 3 ms)");
  }

  @Test
  void followsLongChainsOfOperators() {
    assertThat(only("up" + " or up".repeat(400), up(7), 10_000)).isEqualTo(7);
    assertThat(only("up" + "+1".repeat(400), up(7), 10_000)).isEqualTo(407);
    String nested = "(".repeat(390) + "up" + "+1)".repeat(390);
    assertThat(only(nested, up(7), 10_000)).isEqualTo(397);
  }

  @Test
  void stopsInTheMiddleOfOneSeries() {
    AtomicLong looks = new AtomicLong();
    Engine slow =
        new Engine(
            EngineOptions.DEFAULT.withTimeout(Duration.ofSeconds(10)),
            () -> looks.incrementAndGet() * 1_000_000_000);
    PromqlException problem =
        problem(slow, "max_over_time(max_over_time(vector(1)[2h:1s])[2h:1s])", up(1));
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.TIMEOUT);
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    try {
      assertThat(problem(engine, "up", up(1)).kind()).isEqualTo(PromqlException.Kind.CANCELED);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void refusesBackwardTimes() {
    PromqlException problem =
        catchThrowableOfType(PromqlException.class, () -> engine.range("up", up(1), 10, 0, 1));
    assertThat(problem.kind()).isEqualTo(PromqlException.Kind.BAD_DATA);
    assertThat(problem)
        .hasMessage(
            "range: 10 to 0 ms by 1 (expected: an end not before the start, a step of at least 1"
                + " ms)");
  }

  @Test
  void refusesARangeVectorAsARangeQuery() {
    assertThat(problem(engine, "up[5m]", up(1)))
        .hasMessage(
            "the query is a range vector (expected for a range query: a scalar or an instant"
                + " vector)");
  }

  @Test
  void saysWhatItDoesNotSupport() {
    assertThat(problem(engine, "start_timestamp(up)", up(1)))
        .hasMessage("not supported: the function \"start_timestamp\"");
  }
}
