// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.CountedMetrics;
import dev.ballast.control.topology.pairs.PairSource;
import dev.ballast.model.Configuration;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mesh's metrics beside spans. */
class MeshPairsTest {

  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
  private static final ServiceName WEB = new ServiceName("web");

  private final CountedMetrics metrics = new CountedMetrics();

  /** A counter that grew evenly for the last hour. */
  private void counted(double perSecond, String... labels) {
    Duration step = Duration.ofSeconds(30);
    for (Instant at = NOW.minus(Duration.ofMinutes(61)); !at.isAfter(NOW); at = at.plus(step)) {
      metrics.add(at, perSecond * step.toSeconds(), labels);
    }
  }

  private void istio(String source, String destination, double perSecond) {
    counted(
        perSecond,
        "__name__",
        "istio_requests_total",
        "reporter",
        "source",
        "source_workload",
        source,
        "destination_workload",
        destination,
        "response_code",
        "200");
  }

  private Topology read(PairSource... meshes) {
    return new TopologyReader(metrics, 1, List.of(meshes)).read(Configuration.EMPTY, NOW);
  }

  private static double rps(Edge edge) {
    return edge.traffic() instanceof Edge.Traffic.Observed seen ? seen.rps() : Double.NaN;
  }

  @Test
  void addsThePairsThatNoSpanShowsAndCountsNoCallTwice() {
    counted(3, "__name__", "traces_service_graph_request_total", "client", "web", "server", "pay");
    istio("web", "pay", 5);
    istio("web", "auth", 2);
    List<Edge> edges = read(PairSource.ISTIO).calleesOf(WEB);
    assertThat(edges.stream().map(e -> e.server().service().value()))
        .containsExactly("auth", "pay");
    assertThat(rps(edges.getFirst())).isEqualTo(2);
    assertThat(rps(edges.getLast())).as("as spans say it").isEqualTo(3);
  }

  @Test
  void doesNotLookWhereNobodyAskedItTo() {
    istio("web", "auth", 2);
    assertThat(read().edges()).isEmpty();
  }

  @Test
  void keepsTheQueriesOfEachMeshAsEvidence() {
    istio("web", "auth", 2);
    assertThat(read(PairSource.ISTIO, PairSource.ENVOY).queries())
        .containsKeys("calls", "istio_rps", "envoy_buckets");
  }

  @Test
  void aHostOutsideIsAnExternalNode() {
    counted(
        1,
        "__name__",
        "istio_requests_total",
        "reporter",
        "source",
        "source_workload",
        "web",
        "destination_service_name",
        "api.bank.example",
        "response_code",
        "200");
    assertThat(read(PairSource.ISTIO).edges())
        .singleElement()
        .satisfies(edge -> assertThat(edge.connectionType()).isEqualTo("virtual_node"));
  }
}
