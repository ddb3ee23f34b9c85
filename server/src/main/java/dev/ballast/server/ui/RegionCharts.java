// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.promql.Labels;
import dev.ballast.server.board.Trend;
import dev.ballast.server.regions.RegionsJson.PolicyJson;
import dev.ballast.server.regions.RegionsJson.RegionJson;
import dev.ballast.telemetry.query.MetricQuery;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was measured of the regions of a policy over time, with what was promised and the moments in
 * which one was taken out. Each point is the worst of its step.
 */
final class RegionCharts {

  private static final double LEAST_SECONDS = 0.1;
  private static final double ALL = 1;

  private final GridReader reader;

  RegionCharts(MetricQuery metrics) {
    this.reader = new GridReader(metrics);
  }

  List<Chart> of(PolicyJson policy, Sight sight, Range range, List<Milestone> marks) {
    Grid grid = Grid.of(sight, range);
    ChartMaker maker = new ChartMaker(sight, grid.start(), grid.end(), marks, List.of());
    boolean several = policy.stores().stream().map(store -> store.name()).distinct().count() > 1;
    return List.of(
        maker.draw(
            new ChartMaker.Wish(
                "Replication lag", "behind the owner", Sight::seconds, LEAST_SECONDS, Map.of()),
            trends("replication_lag_seconds", policy, grid, labels -> way(labels, several))),
        maker.draw(
            new ChartMaker.Wish(
                "Recovery point",
                "writes that a loss would take",
                Sight::seconds,
                LEAST_SECONDS,
                Map.of("may lose " + Sight.seconds(policy.rpoSeconds()), policy.rpoSeconds())),
            trends("rpo_seconds", policy, grid, labels -> labels.get("store"))),
        maker.draw(
            new ChartMaker.Wish(
                "Recovery time",
                "how long its users' last outage took",
                Sight::seconds,
                ALL,
                Map.of("may take " + Sight.seconds(policy.rtoSeconds()), policy.rtoSeconds())),
            trends("rto_seconds", policy, grid, labels -> labels.get("region"))),
        maker.draw(
            new ChartMaker.Wish(
                "Without a region",
                "load of the others, of what they were tested for",
                Sight::percent,
                ALL,
                Map.of("all that they bear", ALL)),
            trends("headroom_ratio", policy, grid, labels -> "without " + labels.get("without"))));
  }

  /** The regions whose being taken out is marked. */
  static List<String> regions(PolicyJson policy) {
    return policy.regions().stream().map(RegionJson::name).toList();
  }

  /** Over one step only: a way that is no longer measured ends where it ended. */
  private Map<String, Trend> trends(
      String what, PolicyJson policy, Grid grid, Function<Labels, String> name) {
    String query =
        "max_over_time(ballast_region_%s{policy=\"%s\"}%s)"
            .formatted(what, policy.name(), grid.window());
    return reader.trends(query, grid, name);
  }

  private static String way(Labels labels, boolean several) {
    String way = labels.get("from") + " → " + labels.get("to");
    return several ? labels.get("store") + " " + way : way;
  }
}
