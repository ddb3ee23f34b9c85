// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import io.netty.util.collection.IntObjectMap;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Writes what was counted in Prometheus' text format, under Istio's names and a few of our own. */
@SuppressWarnings("EnumOrdinal") // As Edge counts.
final class MetricsText {

  private final StringBuilder out = new StringBuilder(16 * 1024);

  static String of(Collection<Edge> edges, List<Gauge> others) {
    MetricsText text = new MetricsText();
    List<Edge> asked = edges.stream().filter(edge -> !edge.key.mirrored()).toList();
    List<Edge> copied = edges.stream().filter(edge -> edge.key.mirrored()).toList();
    text.calls(asked, "istio_requests_total", "Requests, by how they ended.");
    text.histograms(asked);
    text.bytes(asked);
    text.own(asked);
    text.copies(copied);
    others.forEach(text::single);
    return text.out.toString();
  }

  private void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** Under names of their own, so that nobody takes them for what users met. */
  private void copies(Collection<Edge> edges) {
    if (!edges.isEmpty()) {
      calls(edges, "ballast_mesh_mirrored_requests_total", "Copies, by how they ended.");
      String durations = "ballast_mesh_mirrored_request_duration_milliseconds";
      head(durations, "histogram", "Of copies, from when they were sent.");
      histogram(edges, durations, 0);
    }
  }

  private void calls(Collection<Edge> edges, String name, String help) {
    head(name, "counter", help);
    for (Edge edge : edges) {
      for (IntObjectMap.PrimitiveEntry<CallSeries> entry : edge.calls.entries()) {
        line(name, edge.labels(entry.key()), "" + entry.value().count);
      }
    }
  }

  private void histograms(Collection<Edge> edges) {
    head("istio_request_duration_milliseconds", "histogram", "From head to last byte.");
    histogram(edges, "istio_request_duration_milliseconds", 0);
    head("istio_request_bytes", "histogram", "Bodies of requests.");
    histogram(edges, "istio_request_bytes", 1);
    head("istio_response_bytes", "histogram", "Bodies of responses.");
    histogram(edges, "istio_response_bytes", 2);
  }

  private void histogram(Collection<Edge> edges, String name, int which) {
    for (Edge edge : edges) {
      for (IntObjectMap.PrimitiveEntry<CallSeries> entry : edge.calls.entries()) {
        CallSeries series = entry.value();
        Buckets buckets =
            switch (which) {
              case 0 -> series.millis;
              case 1 -> series.requestBytes;
              default -> series.responseBytes;
            };
        histogram(name, edge.labels(entry.key()), buckets);
      }
    }
  }

  private void histogram(String name, String labels, Buckets buckets) {
    long[] counts = buckets.cumulative();
    for (int i = 0; i < counts.length; i++) {
      String bound = i < buckets.bounds().length ? number(buckets.bounds()[i]) : "+Inf";
      line(name + "_bucket", labels + ",le=\"" + bound + "\"", "" + counts[i]);
    }
    line(name + "_sum", labels, number(buckets.sum()));
    line(name + "_count", labels, "" + counts[counts.length - 1]);
  }

  private void bytes(Collection<Edge> edges) {
    counter(edges, "istio_tcp_sent_bytes_total", "Bytes to endpoints.", e -> e.sent);
    counter(edges, "istio_tcp_received_bytes_total", "Bytes from endpoints.", e -> e.received);
    counter(edges, "istio_tcp_connections_opened_total", "Connections opened.", e -> e.opened);
    counter(edges, "istio_tcp_connections_closed_total", "Connections closed.", e -> e.closed);
  }

  private void own(Collection<Edge> edges) {
    counter(
        edges,
        "ballast_mesh_tried_requests_total",
        "Requests that reached an endpoint or tried to.",
        e -> e.tried);
    counter(
        edges,
        "ballast_mesh_attempts_total",
        "Tries of those requests: divided by them, the retry amplification of the edge.",
        e -> e.attempts);
    counter(
        edges,
        "ballast_mesh_retried_requests_total",
        "Requests tried more than once.",
        e -> e.retried);
    head(
        "ballast_mesh_trace_context_total",
        "counter",
        "Requests by what became of the trace context: continued, foreign, absent, entry.");
    for (Edge edge : edges) {
      for (TraceState state : TraceState.values()) {
        long count = edge.traces[state.ordinal()];
        if (count > 0) {
          String name = state.name().toLowerCase(Locale.ROOT);
          line(
              "ballast_mesh_trace_context_total",
              edge.key.labels() + ",state=\"" + name + "\"",
              "" + count);
        }
      }
    }
  }

  private void counter(
      Collection<Edge> edges, String name, String help, ToLongFunction<Edge> value) {
    head(name, "counter", help);
    for (Edge edge : edges) {
      long count = value.applyAsLong(edge);
      if (count > 0) {
        line(name, edge.key.labels(), "" + count);
      }
    }
  }

  private void single(Gauge gauge) {
    head(gauge.name(), gauge.counter() ? "counter" : "gauge", gauge.help());
    gauge.values().forEach((labels, value) -> line(gauge.name(), labels, number(value)));
  }

  private void line(String name, String labels, String value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(value).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
