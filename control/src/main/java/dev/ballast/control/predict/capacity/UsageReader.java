// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.model.Capacity;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Asks for the peaks of each step of a capacity. */
final class UsageReader {

  /** Enough looks within a step to see its peak, each cheap enough to look everywhere. */
  private static final int LOOKS = 60;

  private static final Duration LEAST_LOOK = Duration.ofSeconds(1);
  private static final Duration MOST_LOOK = Duration.ofMinutes(5);

  private UsageReader() {}

  /** PromQL for the peaks of steps that end where it is evaluated. */
  static String query(Capacity capacity, Duration step) {
    Duration look = step.dividedBy(LOOKS);
    look = look.compareTo(LEAST_LOOK) < 0 ? LEAST_LOOK : look;
    look = look.compareTo(MOST_LOOK) > 0 ? MOST_LOOK : look;
    String range =
        "((" + capacity.measure().query() + ")[" + millis(step) + ":" + millis(look) + "])";
    return switch (capacity.measure().peak()) {
      case MAX -> "max_over_time" + range;
      case MEAN -> "avg_over_time" + range;
      case P99 -> "quantile_over_time(0.99, " + range.substring(1);
      case P95 -> "quantile_over_time(0.95, " + range.substring(1);
    };
  }

  private static String millis(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  /** Each series that has a value: those that still speak first, then by the newest value. */
  static List<Usage> read(
      MetricQuery metrics, String query, Instant end, Duration step, Duration history) {
    int count = (int) history.dividedBy(step);
    Instant start = end.minus(step.multipliedBy(count - 1L));
    List<Usage> all = new ArrayList<>();
    if (metrics.range(query, start, end, step).value() instanceof Value.Matrix matrix) {
      for (Value.Series series : matrix.series()) {
        Usage usage =
            new Usage(
                shown(series.labels()),
                series.labels().toMap(),
                values(series, start, step, count),
                end,
                step);
        if (usage.known() > 0) {
          all.add(usage.trimmed());
        }
      }
    }
    all.sort(
        Comparator.<Usage, Boolean>comparing(u -> u.silent() >= CapacityJudge.SILENT_STEPS)
            .thenComparingDouble(u -> -u.value(u.newest()))
            .thenComparing(Usage::series));
    return all;
  }

  private static double[] values(Value.Series series, Instant start, Duration step, int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NaN);
    for (int i = 0; i < series.times().length; i++) {
      long index =
          Math.round((series.times()[i] - start.toEpochMilli()) / (double) step.toMillis());
      if (index >= 0 && index < count) {
        values[(int) index] = series.values()[i];
      }
    }
    return values;
  }

  private static String shown(Labels labels) {
    return labels.size() == 0 ? "" : labels.toString();
  }
}
