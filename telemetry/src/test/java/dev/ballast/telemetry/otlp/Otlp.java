// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import com.google.protobuf.ByteString;
import dev.ballast.telemetry.ingest.Appended;
import dev.ballast.telemetry.ingest.RecordedMetadata;
import dev.ballast.telemetry.ingest.RecordedSamples;
import dev.ballast.telemetry.ingest.SpanSink;
import dev.ballast.telemetry.meter.Meter;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.Span;
import dev.ballast.telemetry.spanmetrics.RedLimits;
import dev.ballast.telemetry.spanmetrics.RedMetrics;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A receiver with recording sinks, and short ways to write OTLP messages. */
final class Otlp {

  /** 2026-01-01T00:00:00Z. */
  static final long T = 1_767_225_600_000L;

  static final long T_NANOS = T * 1_000_000;

  final RecordedSamples samples = new RecordedSamples();
  final RecordedMetadata metadata = new RecordedMetadata(100);
  final List<Span> spans = new ArrayList<>();
  final List<LogRecord> logs = new ArrayList<>();
  final RecordedSamples redSamples = new RecordedSamples();
  final Meter meter = new Meter();
  final InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(T));
  final RedMetrics red =
      new RedMetrics(redSamples, metadata, RedLimits.DEFAULT, seen -> {}, meter, clock);
  final OtlpReceiver receiver;
  private String refusedName = "";

  Otlp() {
    this(OtlpLimits.DEFAULT);
  }

  Otlp(OtlpLimits limits) {
    OtlpReceiver.Sinks sinks =
        new OtlpReceiver.Sinks(
            samples,
            metadata,
            new PickySpans(),
            batch -> {
              logs.addAll(batch);
              return Appended.all(batch.size());
            },
            red);
    receiver = new OtlpReceiver(sinks, limits, meter, clock);
  }

  /** From now on the sink refuses these. */
  void refuseSpansNamed(String name) {
    refusedName = name;
  }

  private final class PickySpans implements SpanSink {

    @Override
    public Appended append(List<Span> batch) {
      return append(batch, _ -> {});
    }

    @Override
    public Appended append(List<Span> batch, Consumer<List<Span>> taken) {
      List<Span> good = batch.stream().filter(span -> !span.name().equals(refusedName)).toList();
      spans.addAll(good);
      taken.accept(good);
      int refused = batch.size() - good.size();
      return refused == 0
          ? Appended.all(good.size())
          : new Appended(good.size(), new TreeMap<>(Map.of("bad_name", refused)));
    }
  }

  static KeyValue attribute(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value).build());
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  /** A resource from keys and values in turn. */
  static Resource resource(String... pairs) {
    Resource.Builder resource = Resource.newBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      resource.addAttributes(attribute(pairs[i], pairs[i + 1]));
    }
    return resource.build();
  }

  static ExportMetricsServiceRequest metrics(Resource resource, Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build();
  }

  static NumberDataPoint.Builder point(double value, KeyValue... attributes) {
    return NumberDataPoint.newBuilder()
        .setTimeUnixNano(T_NANOS)
        .setAsDouble(value)
        .addAllAttributes(List.of(attributes));
  }

  static Metric gauge(String name, String unit, NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (NumberDataPoint.Builder point : points) {
      gauge.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setUnit(unit).setGauge(gauge).build();
  }

  static Metric sum(
      String name,
      AggregationTemporality temporality,
      boolean monotonic,
      NumberDataPoint.Builder... points) {
    Sum.Builder sum =
        Sum.newBuilder().setAggregationTemporality(temporality).setIsMonotonic(monotonic);
    for (NumberDataPoint.Builder point : points) {
      sum.addDataPoints(point);
    }
    return Metric.newBuilder().setName(name).setSum(sum).build();
  }

  static ExportTraceServiceRequest traces(
      Resource resource, io.opentelemetry.proto.trace.v1.Span.Builder... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (io.opentelemetry.proto.trace.v1.Span.Builder span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
        .build();
  }

  static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }
}
