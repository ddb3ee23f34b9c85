// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import dev.ballast.model.mesh.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls of one event loop; written and copied on that loop only. */
final class LoopMetrics {

  /** Callers may name themselves by a header; beyond so many edges they are {@code other}. */
  private static final int MOST_EDGES = 5_000;

  private final Map<EdgeKey, Edge> edges = new HashMap<>();
  private final Map<String, Double> refused = new HashMap<>();
  private Edge last = new Edge(new EdgeKey("", "", "", Protocol.TCP, false));

  void add(CallReport call) {
    Edge edge = last;
    EdgeKey key = edge.key;
    boolean same =
        key.source().equals(call.source())
            && key.destination().equals(call.destination())
            && key.version().equals(call.version())
            && key.protocol() == call.protocol()
            && key.mutualTls() == call.mutualTls()
            && key.mirrored() == call.mirrored();
    if (!same) {
      edge =
          edge(
              new EdgeKey(
                  call.source(),
                  call.destination(),
                  call.version(),
                  call.protocol(),
                  call.mutualTls(),
                  call.mirrored()));
      last = edge;
    }
    edge.add(call);
  }

  void refused(String destination, int status) {
    refused.merge(
        "destination_service=\"" + destination + "\",response_code=\"" + status + "\"",
        1.0,
        Double::sum);
  }

  Map<String, Double> refusals() {
    return Map.copyOf(refused);
  }

  void opened(String source, String destination, String version, boolean mutualTls) {
    edge(new EdgeKey(source, destination, version, Protocol.TCP, mutualTls)).opened++;
  }

  void closed(TcpReport connection) {
    Edge edge =
        edge(
            new EdgeKey(
                connection.source(),
                connection.destination(),
                connection.version(),
                Protocol.TCP,
                connection.mutualTls()));
    edge.closed++;
    edge.sent += connection.sent();
    edge.received += connection.received();
  }

  private Edge edge(EdgeKey key) {
    Edge known = edges.get(key);
    if (known != null) {
      return known;
    }
    if (edges.size() >= MOST_EDGES && !key.source().equals("other")) {
      return edge(key.fromOthers());
    }
    Edge made = new Edge(key);
    edges.put(key, made);
    return made;
  }

  List<Edge> copy() {
    List<Edge> copies = new ArrayList<>();
    edges.values().forEach(edge -> copies.add(edge.copy()));
    return copies;
  }
}
