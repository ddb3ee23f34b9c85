// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.LabelTest;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.StoredSeries;
import java.util.ArrayList;
import java.util.List;

/** A fixed set of series, matched by scanning all of them. */
final class FixedSeries implements SeriesSource {

  static final class Stored implements StoredSeries {
    private final Labels labels;
    private final long[] times;
    private final double[] values;

    Stored(Labels labels, long[] times, double[] values) {
      this.labels = labels;
      this.times = times;
      this.values = values;
    }

    @Override
    public Labels labels() {
      return labels;
    }

    @Override
    public void read(long minTime, long maxTime, SampleBuffer into) {
      for (int i = 0; i < times.length; i++) {
        if (times[i] >= minTime && times[i] <= maxTime) {
          into.add(times[i], values[i]);
        }
      }
    }
  }

  private final List<Stored> series = new ArrayList<>();

  /** A sample every {@code step} milliseconds from 0; NaN leaves a gap. */
  FixedSeries with(Labels labels, long step, double... values) {
    List<Long> times = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) || SampleBuffer.isStale(values[i])) {
        times.add(i * step);
        kept.add(values[i]);
      }
    }
    return withTimes(
        labels,
        times.stream().mapToLong(Long::longValue).toArray(),
        kept.stream().mapToDouble(Double::doubleValue).toArray());
  }

  FixedSeries withTimes(Labels labels, long[] times, double[] values) {
    series.add(new Stored(labels, times, values));
    return this;
  }

  @Override
  public List<Stored> select(List<Matcher> matchers, long minTime, long maxTime) {
    List<LabelTest> tests = LabelTest.all(matchers);
    return series.stream()
        .filter(s -> tests.stream().allMatch(test -> test.test(s.labels)))
        .toList();
  }
}
