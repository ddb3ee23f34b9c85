// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.promql.Labels;
import dev.ballast.telemetry.ingest.MetadataSink;
import dev.ballast.telemetry.ingest.SampleBatch;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads one metrics request down to its data points, which {@link PointReader} turns into samples.
 * For one request; not thread-safe.
 */
final class MetricsReader {

  private static final int RESOURCE_METRICS = 1 << 3 | Wire.LENGTH;
  private static final int SCOPE_METRICS = 2 << 3 | Wire.LENGTH;
  private static final int METRIC = 2 << 3 | Wire.LENGTH;
  private static final int NAME = 1 << 3 | Wire.LENGTH;
  private static final int DESCRIPTION = 2 << 3 | Wire.LENGTH;
  private static final int UNIT = 3 << 3 | Wire.LENGTH;
  private static final int GAUGE = 5 << 3 | Wire.LENGTH;
  private static final int SUM = 7 << 3 | Wire.LENGTH;
  private static final int HISTOGRAM = 9 << 3 | Wire.LENGTH;
  private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | Wire.LENGTH;
  private static final int SUMMARY = 11 << 3 | Wire.LENGTH;
  private static final int DATA_POINT = 1 << 3 | Wire.LENGTH;
  private static final int TEMPORALITY = 2 << 3 | Wire.VARINT;
  private static final int MONOTONIC = 3 << 3 | Wire.VARINT;

  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  private final byte[] body;
  private final KnownResources resources;
  private final MetadataSink metadata;
  private final SampleBatch batch;
  private final Refusals refusals;

  MetricsReader(
      byte[] body,
      KnownResources resources,
      MetadataSink metadata,
      SampleBatch batch,
      Refusals refusals) {
    this.body = body;
    this.resources = resources;
    this.metadata = metadata;
    this.batch = batch;
    this.refusals = refusals;
  }

  void read() {
    Wire wire = new Wire(body);
    while (wire.next()) {
      if (wire.tag() == RESOURCE_METRICS) {
        resourceMetrics(wire);
      } else {
        wire.skip();
      }
    }
  }

  private void resourceMetrics(Wire wire) {
    KnownResource resource = resources.ofMessage(wire);
    PointReader points = new PointReader(body, batch, refusals);
    synchronized (resource) {
      int outer = wire.enter();
      while (wire.next()) {
        if (wire.tag() == SCOPE_METRICS) {
          scopeMetrics(wire, resource, points);
        } else {
          wire.skip();
        }
      }
      wire.leave(outer);
    }
    Labels info = resource.targetInfo();
    if (points.lastTime() > 0 && info.size() > 0) {
      batch.add(info, points.lastTime(), 1);
    }
  }

  private void scopeMetrics(Wire wire, KnownResource resource, PointReader points) {
    int outer = wire.enter();
    while (wire.next()) {
      if (wire.tag() == METRIC) {
        metric(wire, resource, points);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private void metric(Wire wire, KnownResource resource, PointReader points) {
    String name = "";
    String description = "";
    String unit = "";
    int data = 0;
    int from = 0;
    int to = 0;
    int outer = wire.enter();
    while (wire.next()) {
      switch (wire.tag()) {
        case NAME -> name = wire.text();
        case DESCRIPTION -> description = wire.text();
        case UNIT -> unit = wire.text();
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
          data = wire.tag();
          int length = wire.length();
          from = wire.position();
          to = from + length;
          wire.advance(length);
        }
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    Shape shape = shape(new Wire(body, from, to));
    MetricKind kind =
        switch (data) {
          case HISTOGRAM -> MetricKind.HISTOGRAM;
          case SUMMARY -> MetricKind.SUMMARY;
          default -> shape.monotonic && data == SUM ? MetricKind.COUNTER : MetricKind.GAUGE;
        };
    KnownResource.MetricKey key = new KnownResource.MetricKey(name, unit, kind);
    MetricSeries series = resource.metrics().get(key);
    if (series == null) {
      series = new MetricSeries(resource, PrometheusNames.metric(name, unit, kind), kind);
    }
    Refusal refusal = refusal(data, shape, series.family());
    if (refusal != null) {
      refusals.add(refusal, Math.max(1, shape.points), "metric " + name);
      return;
    }
    if (resource.metrics().putIfAbsent(key, series) == null) {
      resource.count(1);
      metadata.describe(
          series.family(), new Metadata(kind.type(), description, PrometheusNames.unit(unit)));
    }
    points.read(new Wire(body, from, to), series, kind);
  }

  /** What stands beside the data points, and how many these are. */
  private record Shape(int points, int temporality, boolean monotonic) {}

  private static Shape shape(Wire wire) {
    int points = 0;
    int temporality = 0;
    boolean monotonic = false;
    while (wire.next()) {
      switch (wire.tag()) {
        case TEMPORALITY -> temporality = (int) wire.varint();
        case MONOTONIC -> monotonic = wire.varint() != 0;
        case DATA_POINT -> {
          points++;
          wire.skip();
        }
        default -> wire.skip();
      }
    }
    return new Shape(points, temporality, monotonic);
  }

  private static @Nullable Refusal refusal(int data, Shape shape, String family) {
    if (data == 0) {
      return Refusal.UNKNOWN_METRIC_TYPE;
    }
    if (data == EXPONENTIAL_HISTOGRAM) {
      return Refusal.EXPONENTIAL_HISTOGRAM_UNSUPPORTED;
    }
    if (family.isEmpty()) {
      return Refusal.BAD_METRIC_NAME;
    }
    boolean hasTemporality = data == SUM || data == HISTOGRAM;
    if (hasTemporality && shape.temporality == DELTA) {
      return Refusal.DELTA_TEMPORALITY;
    }
    if (hasTemporality && shape.temporality != CUMULATIVE) {
      return Refusal.UNSPECIFIED_TEMPORALITY;
    }
    return null;
  }
}
