// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.server.board.TrafficReader;
import dev.ballast.server.board.Trend;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads what a chart draws from the store. */
final class GridReader {

  private final MetricQuery metrics;

  GridReader(MetricQuery metrics) {
    this.metrics = metrics;
  }

  /** A backend that does not answer leaves a chart empty, it does not take the page away. */
  List<Value.Series> series(String query, Grid grid) {
    try {
      return metrics.range(query, grid.start(), grid.end(), grid.step()).value()
              instanceof Value.Matrix(var series)
          ? series
          : List.of();
    } catch (QueryException e) {
      return List.of();
    }
  }

  /** Each series under the name that its labels give it. */
  Map<String, Trend> trends(String query, Grid grid, Function<Labels, String> name) {
    Map<String, Trend> trends = new TreeMap<>();
    for (Value.Series series : series(query, grid)) {
      trends.put(
          name.apply(series.labels()),
          TrafficReader.trend(series, grid.start(), grid.end(), grid.step()));
    }
    return trends;
  }
}
