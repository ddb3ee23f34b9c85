// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.StoredSeries;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The metrics of the store as the engine and the look-ups of the Prometheus API see them. A
 * selector is a list of matchers that must all hold; an empty list of selectors means every series.
 * Times are milliseconds, inclusive.
 */
public interface StoredMetrics extends SeriesSource {

  @Override
  List<? extends StoredSeries> select(List<Matcher> matchers, long minTime, long maxTime);

  List<Labels> series(List<List<Matcher>> selectors, long minTime, long maxTime);

  SortedSet<String> labelNames(List<List<Matcher>> selectors, long minTime, long maxTime);

  SortedSet<String> labelValues(
      String label, List<List<Matcher>> selectors, long minTime, long maxTime);

  Map<String, Metadata> metadata();

  /** Remembers what is known of a metric, if there is room; cheap when it is known already. */
  void describe(String metric, Metadata metadata);
}
