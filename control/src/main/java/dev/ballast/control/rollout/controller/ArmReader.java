// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.control.rollout.judge.History;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what two versions answered between two times. Counters are subtracted series by series,
 * not extrapolated as {@code increase} does, so that counts are counts; a series that went back was
 * started anew and counts from nothing.
 */
public final class ArmReader {

  private final MetricQuery metrics;

  public ArmReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /**
   * What both arms answered.
   *
   * @return nothing when there were no counters at the beginning: then nobody knows what is new
   * @throws QueryException when the backend does not answer
   */
  public Optional<ArmCounts> between(
      ArmMetric metric, String baseline, String canary, Instant from, Instant to) {
    String totals = metric.last(metric.total());
    String bads = metric.last(metric.bad());
    Map<Labels, Double> totalBefore = read(totals, from);
    if (totalBefore.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> total = grown(metric, totalBefore, read(totals, to));
    Map<String, Long> bad = grown(metric, read(bads, from), read(bads, to));
    long baselineTotal = total.getOrDefault(baseline, 0L);
    long canaryTotal = total.getOrDefault(canary, 0L);
    return Optional.of(
        new ArmCounts(
            baselineTotal,
            Math.min(baselineTotal, bad.getOrDefault(baseline, 0L)),
            canaryTotal,
            Math.min(canaryTotal, bad.getOrDefault(canary, 0L))));
  }

  private Map<Labels, Double> read(String promql, Instant at) {
    Map<Labels, Double> values = new HashMap<>();
    if (metrics.instant(promql, at).value() instanceof Value.Vector(var samples)) {
      samples.forEach(sample -> values.put(sample.labels(), sample.value()));
    }
    return values;
  }

  private static Map<String, Long> grown(
      ArmMetric metric, Map<Labels, Double> before, Map<Labels, Double> after) {
    Map<String, Long> grown = new HashMap<>();
    after.forEach(
        (labels, now) -> {
          double then = before.getOrDefault(labels, 0.0);
          double more = now < then ? now : now - then;
          grown.merge(labels.get(metric.versionLabel()), Math.round(more), Long::sum);
        });
    return grown;
  }

  /**
   * What the version in use answered before the rollout, in intervals as long as its checks.
   *
   * @param intervals at most so many, up to {@code until}
   */
  public History history(
      ArmMetric metric, String version, Instant until, Duration interval, int intervals) {
    Instant start = until.minus(interval.multipliedBy(intervals));
    long[] totals = grown(metric, metric.total(), version, start, until, interval);
    long[] bad = grown(metric, metric.bad(), version, start, until, interval);
    int first = 0;
    while (first < totals.length && totals[first] == 0) {
      first++;
    }
    for (int i = 0; i < totals.length; i++) {
      bad[i] = Math.min(bad[i], totals[i]);
    }
    return first == totals.length
        ? History.NONE
        : History.of(
            Arrays.copyOfRange(totals, first, totals.length),
            Arrays.copyOfRange(bad, first, bad.length));
  }

  /** A series' first point says what there was before it, so nothing counts as new at it. */
  private long[] grown(
      ArmMetric metric,
      String promql,
      String version,
      Instant start,
      Instant until,
      Duration interval) {
    int points = (int) Duration.between(start, until).dividedBy(interval);
    long[] grown = new long[points];
    if (metrics.range(promql, start, until, interval).value() instanceof Value.Matrix(var all)) {
      for (Value.Series series : all) {
        if (series.labels().get(metric.versionLabel()).equals(version)) {
          add(series, start, interval, grown);
        }
      }
    }
    return grown;
  }

  private static void add(Value.Series series, Instant start, Duration interval, long[] grown) {
    for (int i = 1; i < series.times().length; i++) {
      double then = series.values()[i - 1];
      double now = series.values()[i];
      int slot = (int) ((series.times()[i] - start.toEpochMilli()) / interval.toMillis()) - 1;
      if (slot >= 0 && slot < grown.length) {
        grown[slot] += Math.round(now < then ? now : now - then);
      }
    }
  }
}
