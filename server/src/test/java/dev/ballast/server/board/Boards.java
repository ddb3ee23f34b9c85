// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import dev.ballast.control.health.HealthSnapshot;
import dev.ballast.control.predict.WatchReport;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.server.graph.GraphView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Boards on which nothing stands but what SLOs say. */
public final class Boards {

  private Boards() {}

  public static Board of(
      long version, Instant at, Configuration configuration, List<SloStatus> slos) {
    return new Board(
        version,
        new HealthSnapshot(at, List.of(), slos, Topology.EMPTY, List.of()),
        configuration,
        Map.of(),
        Map.of(),
        Duration.ofHours(1),
        Map.of(),
        Map.of(),
        List.of(),
        WatchReport.NONE,
        "",
        GraphView.EMPTY);
  }
}
