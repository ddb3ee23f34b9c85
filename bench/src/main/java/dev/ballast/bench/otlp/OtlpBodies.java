// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Requests as SDKs send them: one process each, semantic conventions' attributes, a batch of 512
 * spans. Twenty processes of ten services in two regions. The seed is fixed.
 */
final class OtlpBodies {

  static final int PROCESSES = 20;

  private static final int SERVICES = 10;
  private static final int SPANS_PER_BATCH = 512;
  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10
  };
  private static final String[] ROUTES = {"/", "/cart", "/pay", "/orders/{id}", "/reviews"};

  private OtlpBodies() {}

  /** 10 counters and 10 gauges of 20 points each: 400 samples. */
  static ExportMetricsServiceRequest numbers(int process, long nanos) {
    List<Metric> metrics = new ArrayList<>();
    for (int m = 0; m < 20; m++) {
      Metric.Builder metric = Metric.newBuilder().setName("bench.metric." + m).setUnit("By");
      Sum.Builder sum = Sum.newBuilder();
      Gauge.Builder gauge = Gauge.newBuilder();
      for (int p = 0; p < 20; p++) {
        NumberDataPoint point =
            NumberDataPoint.newBuilder()
                .addAllAttributes(httpAttributes(p))
                .setStartTimeUnixNano(nanos - 60_000_000_000L)
                .setTimeUnixNano(nanos)
                .setAsDouble(m * 1000.0 + p)
                .build();
        sum.addDataPoints(point);
        gauge.addDataPoints(point);
      }
      sum.setIsMonotonic(true)
          .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      metrics.add((m < 10 ? metric.setSum(sum) : metric.setGauge(gauge)).build());
    }
    return request(process, metrics);
  }

  /** 2 histograms of 20 points with 14 bounds: 680 samples in 40 data points. */
  static ExportMetricsServiceRequest histograms(int process, long nanos) {
    List<Metric> metrics = new ArrayList<>();
    for (String name : new String[] {"http.server.request.duration", "http.client.duration"}) {
      Histogram.Builder histogram =
          Histogram.newBuilder()
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      for (int p = 0; p < 20; p++) {
        HistogramDataPoint.Builder point =
            HistogramDataPoint.newBuilder()
                .addAllAttributes(httpAttributes(p))
                .setStartTimeUnixNano(nanos - 60_000_000_000L)
                .setTimeUnixNano(nanos)
                .setCount(1500)
                .setSum(123.4);
        for (double bound : BOUNDS) {
          point.addExplicitBounds(bound).addBucketCounts(100);
        }
        histogram.addDataPoints(point.addBucketCounts(100));
      }
      metrics.add(Metric.newBuilder().setName(name).setUnit("s").setHistogram(histogram).build());
    }
    return request(process, metrics);
  }

  /** One process' batch: half server spans, half client spans, which pair across processes. */
  static ExportTraceServiceRequest spans(int process, int round, long nanos) {
    Random random = new Random(process);
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < SPANS_PER_BATCH; i++) {
      boolean server = i % 2 == 0;
      // a call's client span is in this process' batch, its server span in the next process'
      int caller = server ? (process + PROCESSES - 1) % PROCESSES : process;
      long call = ((long) round << 32) | ((long) caller << 16) | (i / 2);
      Span.Builder span =
          Span.newBuilder()
              .setTraceId(id(call, 16))
              .setSpanId(server ? id(call | 1L << 62, 8) : id(call, 8))
              .setParentSpanId(server ? id(call, 8) : id(call | 1L << 61, 8))
              .setName((server ? "GET " : "HTTP GET ") + ROUTES[i % ROUTES.length])
              .setKind(server ? Span.SpanKind.SPAN_KIND_SERVER : Span.SpanKind.SPAN_KIND_CLIENT)
              .setStartTimeUnixNano(nanos)
              .setEndTimeUnixNano(nanos + random.nextInt(200_000_000))
              .addAllAttributes(httpAttributes(i % 20))
              .addAttributes(attribute("server.address", "10.0.0." + process))
              .addAttributes(attribute("user_agent.original", "okhttp/4.12.0"))
              .addAttributes(attribute("network.protocol.version", "1.1"))
              .addAttributes(attribute("thread.name", "http-worker-" + i % 8));
      if (random.nextInt(100) == 0) {
        span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
      }
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(resource(process)).addScopeSpans(scope))
        .build();
  }

  /**
   * One process' batch of records as a service writes them: 90 % requests, 8 % warnings with a
   * client's address and a user, 2 % errors; all with a trace.
   */
  static ExportLogsServiceRequest logs(int process, long nanos) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < SPANS_PER_BATCH; i++) {
      int percent = i % 100;
      LogRecord.Builder log =
          LogRecord.newBuilder()
              .setTimeUnixNano(nanos)
              .setTraceId(id(((long) process << 16) | i, 16))
              .setSpanId(id(i, 8))
              .addAllAttributes(httpAttributes(i % 20))
              .addAttributes(attribute("thread.name", "http-worker-" + i % 8));
      if (percent < 90) {
        log.setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
            .setBody(text("GET " + ROUTES[i % ROUTES.length] + " ended with 200 in " + i + " ms"));
      } else if (percent < 98) {
        log.setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN)
            .setBody(text("cart " + i + " of ann.lee@shop.example.com is slow, from 203.0.113.7"))
            .addAttributes(attribute("client.address", "203.0.113." + i % 250))
            .addAttributes(attribute("user.id", "user-" + i));
      } else {
        log.setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
            .setBody(text("charge " + i + " refused: card-processor denied access, 401"))
            .addAttributes(attribute("exception.type", "java.io.IOException"))
            .addAttributes(
                attribute(
                    "exception.stacktrace",
                    "java.io.IOException: 401\n"
                        + "\tat dev.shop.CardClient.charge(CardClient.java:17)\n".repeat(20)));
      }
      scope.addLogRecords(log);
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder().setResource(resource(process)).addScopeLogs(scope))
        .build();
  }

  /** The same records as lines of the Elastic Common Schema. */
  static byte[] lines(int process, String time) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < SPANS_PER_BATCH; i++) {
      lines.append(
          """
          {"@timestamp":"%s","log.level":"%s","message":"GET %s ended with 200 in %d ms","service.name":"service-%d",\
          "trace.id":"%032x","span.id":"%016x","http.request.method":"GET","http.response.status_code":200,"process.thread.name":"http-worker-%d",\
          "url.path":"%s"}
          """
              .formatted(
                  time,
                  i % 50 == 0 ? "ERROR" : "INFO",
                  ROUTES[i % ROUTES.length],
                  i,
                  process % SERVICES,
                  ((long) process << 16) | i,
                  i,
                  i % 8,
                  ROUTES[i % ROUTES.length]));
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static AnyValue text(String body) {
    return AnyValue.newBuilder().setStringValue(body).build();
  }

  private static ExportMetricsServiceRequest request(int process, List<Metric> metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource(process))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(metrics)))
        .build();
  }

  private static Resource resource(int process) {
    return Resource.newBuilder()
        .addAttributes(attribute("service.name", "service-" + process % SERVICES))
        .addAttributes(attribute("service.namespace", "bench"))
        .addAttributes(attribute("service.instance.id", "process-" + process))
        .addAttributes(attribute("service.version", "1.4.2"))
        .addAttributes(attribute("cloud.region", process < SERVICES ? "us-east" : "eu-west"))
        .addAttributes(attribute("telemetry.sdk.language", "java"))
        .build();
  }

  private static List<KeyValue> httpAttributes(int n) {
    return List.of(
        attribute("http.request.method", n % 2 == 0 ? "GET" : "POST"),
        attribute("http.route", ROUTES[n % ROUTES.length] + n),
        attribute("url.scheme", "http"),
        KeyValue.newBuilder()
            .setKey("http.response.status_code")
            .setValue(AnyValue.newBuilder().setIntValue(n % 7 == 0 ? 500 : 200))
            .build());
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString id(long number, int bytes) {
    return ByteString.copyFrom(
        ByteBuffer.allocate(bytes).putLong(number * 0x9e3779b97f4a7c15L | 1).rewind());
  }
}
