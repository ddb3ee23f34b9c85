// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.LabelTest;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SampleBuffer;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.StoredSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The series that a script has loaded. Native histograms are noted but hold no samples. */
final class ScriptStorage implements SeriesSource {

  private final Map<Labels, Stored> series = new LinkedHashMap<>();

  /** One series; a sample that is already there is not replaced, as in a real store. */
  static final class Stored implements StoredSeries {
    private final Labels labels;
    private final NavigableMap<Long, Double> samples = new TreeMap<>();
    private boolean isNative;
    private boolean hasStartTimes;

    Stored(Labels labels) {
      this.labels = labels;
    }

    @Override
    public Labels labels() {
      return labels;
    }

    boolean isNative() {
      return isNative;
    }

    boolean hasStartTimes() {
      return hasStartTimes;
    }

    @Override
    public void read(long minTime, long maxTime, SampleBuffer into) {
      if (minTime <= maxTime) {
        samples.subMap(minTime, true, maxTime, true).forEach(into::add);
      }
    }
  }

  void clear() {
    series.clear();
  }

  void load(Command.Load load) {
    Map<Labels, Command.Series> latest = new LinkedHashMap<>();
    load.series().forEach(s -> latest.put(s.labels(), s));
    for (Command.Series loaded : latest.values()) {
      Stored stored = stored(loaded.labels());
      stored.hasStartTimes |= load.startTimes();
      long time = 0;
      for (Command.Point point : loaded.points()) {
        if (point.isNative()) {
          stored.isNative = true;
        } else if (!point.omitted()) {
          stored.samples.putIfAbsent(time, point.value());
        }
        time += load.step();
      }
      if (load.withNative()) {
        loadNative(loaded.labels());
      }
    }
  }

  private Stored stored(Labels labels) {
    return series.computeIfAbsent(labels, Stored::new);
  }

  private void loadNative(Labels classic) {
    for (String suffix : List.of("_bucket", "_count", "_sum")) {
      if (classic.metricName().endsWith(suffix)) {
        String name = classic.metricName();
        var labels = classic.toMap();
        labels.remove("le");
        labels.put(Labels.NAME, name.substring(0, name.length() - suffix.length()));
        stored(Labels.of(labels)).isNative = true;
        return;
      }
    }
  }

  @Override
  public List<Stored> select(List<Matcher> matchers, long minTime, long maxTime) {
    List<LabelTest> tests = LabelTest.all(matchers);
    List<Stored> selected = new ArrayList<>();
    for (Stored candidate : series.values()) {
      if (tests.stream().allMatch(test -> test.test(candidate.labels))) {
        selected.add(candidate);
      }
    }
    return selected;
  }
}
