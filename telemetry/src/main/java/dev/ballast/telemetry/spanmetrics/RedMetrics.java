// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.spanmetrics;

import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.ingest.SampleSink;
import dev.ballast.telemetry.meter.Counter;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import dev.ballast.telemetry.query.Span;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts rate, errors and duration of every span, per service and per edge, as cumulative series
 * under the names of Grafana Tempo's metrics generator. Thread-safe.
 *
 * <p>Times of samples are the flush's and waiting is by arrival here, so the clocks of senders do
 * not matter.
 */
public final class RedMetrics {

  private static final int MAX_VERSIONS = 10_000;

  private record Version(String service, String region, String version) {}

  private final SampleSink sink;
  private final VersionSeen.Listener listener;
  private final InstantSource clock;
  private final long idleMillis;
  private final SpanSeries spans;
  private final ServiceGraph graph;
  private final Counter refusedSpans;
  private final Set<Version> versions = ConcurrentHashMap.newKeySet();
  private volatile long lastFlushMillis;

  public RedMetrics(
      SampleSink sink,
      MetadataSink metadata,
      RedLimits limits,
      VersionSeen.Listener versions,
      Meter meter,
      InstantSource clock) {
    this.sink = sink;
    this.listener = versions;
    this.clock = clock;
    this.idleMillis = limits.idle().toMillis();
    this.spans = new SpanSeries(limits);
    this.graph = new ServiceGraph(limits, refused(meter, "edge_series_limit"));
    this.refusedSpans = refused(meter, "span_series_limit");
    this.lastFlushMillis = clock.millis();
    meter.gauge("ballast_red_series", "Label sets of span metrics.", spans::size, "of", "spans");
    meter.gauge("ballast_red_series", "Label sets of span metrics.", graph::size, "of", "edges");
    meter.gauge(
        "ballast_red_waiting_spans", "Spans waiting for their edge's other end.", graph::waiting);
    describe(metadata);
  }

  /** Counts spans; call it once for each span, before anything is sampled away. */
  public void accept(List<Span> batch) {
    long now = clock.millis();
    for (Span span : batch) {
      String region = Peer.ownRegion(span);
      String version = span.resource().getOrDefault("service.version", "");
      if (!spans.count(span, region, version, now)) {
        refusedSpans.add();
      }
      if (!version.isEmpty()) {
        see(new Version(span.service(), region, version), now);
      }
    }
    graph.accept(batch, now);
  }

  /**
   * Gives up on halves of edges that waited too long, ends idle series, and writes every series'
   * value as of now. Call it at a fixed interval (5 s), from one thread at a time.
   *
   * @throws dev.ballast.telemetry.ingest.StoreFullException when nothing could be written; the
   *     counts stay for the next time
   */
  public Appended flush(Instant now) {
    long nowMillis = now.toEpochMilli();
    long zeroMillis = Math.min(lastFlushMillis, nowMillis - 1);
    SampleBatch batch = new SampleBatch(32 * (spans.size() + graph.size()));
    List<RedSeries> alive = new ArrayList<>(spans.write(batch, zeroMillis, nowMillis, idleMillis));
    alive.addAll(graph.write(batch, zeroMillis, nowMillis, idleMillis));
    if (batch.size() == 0) {
      lastFlushMillis = nowMillis;
      return Appended.all(0);
    }
    Appended appended = sink.append(batch);
    alive.forEach(RedSeries::arrived);
    lastFlushMillis = nowMillis;
    return appended;
  }

  private void see(Version version, long nowMillis) {
    if (!versions.contains(version) && versions.size() < MAX_VERSIONS && versions.add(version)) {
      listener.seen(
          new VersionSeen(
              version.service, version.region, version.version, Instant.ofEpochMilli(nowMillis)));
    }
  }

  private static Counter refused(Meter meter, String reason) {
    return meter.counter(
        "ballast_red_refused_total",
        "Spans and edges that span metrics had no room to count.",
        "reason",
        reason);
  }

  private static void describe(MetadataSink metadata) {
    metadata.describe(SpanSeries.CALLS, new Metadata("counter", "Spans, by name and status.", ""));
    metadata.describe(
        SpanSeries.LATENCY, new Metadata("histogram", "Duration of spans.", "seconds"));
    metadata.describe(
        ServiceGraph.REQUESTS, new Metadata("counter", "Calls between two services.", ""));
    metadata.describe(
        ServiceGraph.FAILED, new Metadata("counter", "Failed calls between two services.", ""));
    metadata.describe(
        ServiceGraph.SERVER_SECONDS,
        new Metadata("histogram", "Duration of calls as the server saw it.", "seconds"));
    metadata.describe(
        ServiceGraph.CLIENT_SECONDS,
        new Metadata("histogram", "Duration of calls as the client saw it.", "seconds"));
    metadata.describe(
        ServiceGraph.UNPAIRED,
        new Metadata("counter", "Spans whose other end of the call never came.", ""));
    metadata.describe(
        ServiceGraph.DROPPED,
        new Metadata("counter", "Spans not paired because too many were waiting.", ""));
  }
}
