// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.control.regions.readiness.Load;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.promql.Value;
import dev.ballast.stats.forecast.Options;
import dev.ballast.stats.forecast.Portfolio;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What regions carry now and are going to carry, and what they were tested to bear. */
final class LoadReader {

  private static final String REGION = "cloud_region";
  private static final int POINTS = 60;
  private static final int AHEAD = 6;
  private static final int LEAST = 12;
  private static final int LATEST = 3;
  private static final double LEVEL = 0.8;
  private static final Duration KEPT = Duration.ofSeconds(15);

  private final MetricQuery metrics;
  private final Duration step;
  private List<Load> newest = List.of();
  private Instant readAt = Instant.EPOCH;

  /**
   * @param timeScale how much faster time passes here
   */
  LoadReader(MetricQuery metrics, double timeScale) {
    this.metrics = metrics;
    this.step = Duration.ofMillis(Math.max(1_000, Math.round(300_000 / timeScale)));
  }

  /** As of at most fifteen seconds ago: a forecast costs more than a look. */
  List<Load> read(RegionPolicy policy, Instant at) {
    if (Duration.between(readAt, at).compareTo(KEPT) >= 0 || newest.isEmpty()) {
      newest = fresh(policy, at);
      readAt = at;
    }
    return newest;
  }

  private List<Load> fresh(RegionPolicy policy, Instant at) {
    Map<String, double[]> past = policy.load().isEmpty() ? Map.of() : past(policy.load(), at);
    List<Load> loads = new ArrayList<>();
    for (RegionName region : policy.regions()) {
      double[] values = past.getOrDefault(region.value(), new double[0]);
      double now = now(values);
      loads.add(
          new Load(region, now, ahead(values), policy.tested().getOrDefault(region, Double.NaN)));
    }
    return loads;
  }

  /** The highest of the last few: what a region carried before it was lost has to go somewhere. */
  private static double now(double[] values) {
    return Arrays.stream(values).skip(Math.max(0, values.length - LATEST)).max().orElse(Double.NaN);
  }

  private Map<String, double[]> past(String query, Instant at) {
    Map<String, double[]> found = new HashMap<>();
    try {
      Value value = metrics.range(query, at.minus(step.multipliedBy(POINTS)), at, step).value();
      if (value instanceof Value.Matrix matrix) {
        for (Value.Series series : matrix.series()) {
          found.put(series.labels().get(REGION), series.values());
        }
      }
    } catch (QueryException e) {
      return Map.of();
    }
    return found;
  }

  /** The upper end of the 80 % interval, highest over the next steps; NaN with too little past. */
  private static double ahead(double[] values) {
    if (values.length < LEAST) {
      return Double.NaN;
    }
    double[] upper = Portfolio.fit(values, Options.of(AHEAD)).upper(LEVEL);
    return Math.max(0, Arrays.stream(upper).max().orElse(Double.NaN));
  }
}
