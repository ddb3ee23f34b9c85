// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Labels;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.Printer;
import dev.ballast.promql.parse.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the query and data, a range query's point is the instant query at its time. */
final class InstantEqualsRangeTest {

  private static final List<String> QUERIES =
      List.of(
          "m",
          "m offset 35s",
          "m @ 120",
          "rate(m[1m])",
          "increase(m[90s] offset 10s)",
          "delta(m[2m])",
          "irate(m[1m])",
          "idelta(m[1m])",
          "deriv(m[2m])",
          "predict_linear(m[2m], 60)",
          "predict_linear(m[2m] @ 200, 60)",
          "quantile_over_time(0.3, m[2m])",
          "avg_over_time(m[2m:7s])",
          "stddev_over_time(m[2m])",
          "changes(m[3m]) + resets(m[3m])",
          "sum by (job) (m)",
          "avg without (instance) (rate(m[1m]))",
          "stddev(m)",
          "quantile(0.7, m)",
          "topk(2, m)",
          "bottomk by (job) (1, m)",
          "count_values(\"v\", m > 5)",
          "m > 6 or n",
          "m and on (instance) n",
          "m unless on (instance) n > 3",
          "m * on (instance) group_left (zone) n",
          "m == bool 4",
          "clamp(m, scalar(n{instance=\"1\"}), 8)",
          "absent(m > 11)",
          "absent_over_time(n{instance=\"2\"}[20s])",
          "label_replace(m, \"job\", \"$1\", \"instance\", \"(.).*\")",
          "histogram_quantile(0.9, h_bucket)",
          "histogram_fraction(0.5, 1.5, rate(h_bucket[1m]))",
          "sum(rate(h_bucket[1m])) by (le)",
          "minute() + hour(m * 3600)",
          "timestamp(m)",
          "sum_over_time(rate(m[30s])[1m:10s])",
          "max_over_time((topk(1, m))[1m:10s])",
          "-m ^ 2 % 3");

  private static FixedSeries randomSeries(RandomGenerator random) {
    FixedSeries source = new FixedSeries();
    for (int i = 0; i < 3; i++) {
      String instance = String.valueOf(i);
      String job = i == 0 ? "a" : "b";
      source.with(
          Labels.of("__name__", "m", "job", job, "instance", instance), 9_700, walk(random, 12));
      source.with(
          Labels.of("__name__", "n", "zone", "z" + i, "instance", instance),
          11_300,
          walk(random, 6));
    }
    for (String bound : List.of("0.5", "1", "2", "+Inf")) {
      source.with(Labels.of("__name__", "h_bucket", "le", bound), 10_000, walk(random, 30));
    }
    return source;
  }

  private static double[] walk(RandomGenerator random, int bound) {
    double[] values = new double[60];
    for (int i = 0; i < values.length; i++) {
      int kind = random.nextInt(20);
      values[i] = kind == 0 ? Double.NaN : kind == 1 ? SampleBuffer.STALE : random.nextInt(bound);
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void everyPointIsTheInstantValue(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Engine engine = new Engine(EngineOptions.DEFAULT);
    for (String query : QUERIES) {
      FixedSeries source = randomSeries(random);
      long start = random.nextLong(60_000, 200_000);
      long step = random.nextLong(1_000, 40_000);
      Value.Matrix matrix =
          (Value.Matrix) engine.range(query, source, start, start + 9 * step, step).value();
      for (int i = 0; i < 10; i++) {
        long time = start + i * step;
        assertThat(at(matrix, time))
            .as("seed %d: %s at %d", seed, query, time)
            .isEqualTo(instant(engine, query, source, time));
        assertThat(instant(engine, Printer.print(Query.parse(query)), source, time))
            .isEqualTo(instant(engine, query, source, time));
      }
    }
  }

  private static Map<Labels, Double> at(Value.Matrix matrix, long time) {
    Map<Labels, Double> values = new HashMap<>();
    for (Value.Series series : matrix.series()) {
      for (int i = 0; i < series.times().length; i++) {
        if (series.times()[i] == time) {
          values.put(series.labels(), series.values()[i]);
        }
      }
    }
    return values;
  }

  private static Map<Labels, Double> instant(
      Engine engine, String query, FixedSeries source, long time) {
    Map<Labels, Double> values = new HashMap<>();
    Value.Vector vector = (Value.Vector) engine.instant(query, source, time).value();
    vector.samples().forEach(sample -> values.put(sample.labels(), sample.value()));
    return values;
  }
}
