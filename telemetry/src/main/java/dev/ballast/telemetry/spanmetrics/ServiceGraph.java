// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.query.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls, failures and latency per edge between services. Thread-safe. */
final class ServiceGraph {

  static final String REQUESTS = "traces_service_graph_request_total";
  static final String FAILED = "traces_service_graph_request_failed_total";
  static final String SERVER_SECONDS = "traces_service_graph_request_server_seconds";
  static final String CLIENT_SECONDS = "traces_service_graph_request_client_seconds";
  static final String UNPAIRED = "traces_service_graph_unpaired_spans_total";
  static final String DROPPED = "traces_service_graph_dropped_spans_total";

  /** 0.1 s doubling to 12.8 s. */
  static final double[] BOUNDS = Bounds.doubling(1, 10, 8);

  private record EdgeKey(
      String client, String server, Edge.Type type, String clientRegion, String serverRegion) {}

  private record LossKey(String metric, String client, String server) {}

  private final SeriesTable<EdgeKey> edges;
  private final SeriesTable<LossKey> losses;
  private final Counter refusedEdges;
  private final EdgePairing pairing;
  private long nowMillis;

  /**
   * @param refusedEdges counts edges for whose series there is no room
   */
  ServiceGraph(RedLimits limits, Counter refusedEdges) {
    this.edges = new SeriesTable<>(limits.maxSeries(), ServiceGraph::edge);
    this.losses = new SeriesTable<>(limits.maxSeries(), ServiceGraph::loss);
    this.refusedEdges = refusedEdges;
    this.pairing = new EdgePairing(limits, new Counting());
  }

  synchronized void accept(List<Span> spans, long now) {
    nowMillis = now;
    pairing.expire(now);
    for (Span span : spans) {
      pairing.accept(span, now);
    }
  }

  List<RedSeries> write(SampleBatch batch, long zeroMillis, long now, long idleMillis) {
    synchronized (this) {
      nowMillis = now;
      pairing.expire(now);
    }
    List<RedSeries> alive = new ArrayList<>(edges.write(batch, zeroMillis, now, idleMillis));
    alive.addAll(losses.write(batch, zeroMillis, now, idleMillis));
    return alive;
  }

  int size() {
    return edges.size();
  }

  synchronized int waiting() {
    return pairing.waiting();
  }

  private final class Counting implements EdgePairing.Outcome {
    @Override
    public void complete(Edge edge) {
      EdgeKey key =
          new EdgeKey(
              edge.client(), edge.server(), edge.type(), edge.clientRegion(), edge.serverRegion());
      boolean taken =
          edges.update(
              key,
              nowMillis,
              series -> {
                series.count(0);
                if (edge.failed()) {
                  series.count(1);
                }
                series.observe(0, edge.serverSeconds());
                series.observe(1, edge.clientSeconds());
              });
      if (!taken) {
        refusedEdges.add();
      }
    }

    @Override
    public void unpaired(String client, String server) {
      losses.update(new LossKey(UNPAIRED, client, server), nowMillis, series -> series.count(0));
    }

    @Override
    public void dropped(String client, String server) {
      losses.update(new LossKey(DROPPED, client, server), nowMillis, series -> series.count(0));
    }
  }

  private static RedSeries edge(EdgeKey key) {
    Map<String, String> labels =
        Map.of(
            "client", key.client,
            "server", key.server,
            "connection_type", key.type.label(),
            "client_cloud_region", key.clientRegion,
            "server_cloud_region", key.serverRegion);
    return new RedSeries(
        labels, List.of(REQUESTS, FAILED), List.of(SERVER_SECONDS, CLIENT_SECONDS), BOUNDS);
  }

  private static RedSeries loss(LossKey key) {
    Map<String, String> labels = Map.of("client", key.client, "server", key.server);
    return new RedSeries(labels, List.of(key.metric), List.of(), BOUNDS);
  }
}
