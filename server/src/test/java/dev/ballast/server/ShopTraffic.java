// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the services of a shop would send: whole traces and the logs of those that fail. */
public final class ShopTraffic {

  private static final Map<String, List<String>> CALLS =
      Map.of(
          "storefront", List.of("payments", "orders", "reviews"),
          "payments", List.of("card-processor", "auth", "user-service", "database"),
          "orders", List.of("user-service", "inventory", "database"),
          "inventory", List.of("warehouse", "database"),
          "reviews", List.of("database"));
  private static final Map<String, Integer> MILLIS =
      Map.of(
          "storefront",
          4,
          "payments",
          6,
          "orders",
          5,
          "reviews",
          4,
          "inventory",
          6,
          "auth",
          5,
          "user-service",
          7,
          "warehouse",
          14,
          "database",
          3,
          "card-processor",
          40);

  private final RandomGenerator random;
  private final Map<String, String> versions = new LinkedHashMap<>();
  private String failing = "";
  private String failingRegion = "";
  private double share;

  ShopTraffic(RandomGenerator random) {
    this.random = random;
  }

  /** From now on, a share of the service's requests in a region fails. */
  public void fail(String service, String region, double newShare) {
    failing = service;
    failingRegion = region;
    share = newShare;
  }

  public void deploy(String service, String version) {
    versions.put(service, version);
  }

  /** Traces and logs on their way. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(byte[] traces, byte[] logs) {}

  /** So many requests in each region, spread over the milliseconds before a time. */
  Sent requests(Instant at, int count, int overMillis) {
    ExportTraceServiceRequest.Builder traces = ExportTraceServiceRequest.newBuilder();
    ExportLogsServiceRequest.Builder logs = ExportLogsServiceRequest.newBuilder();
    for (String region : List.of("us-east", "eu-west")) {
      Map<String, List<Span>> spans = new LinkedHashMap<>();
      List<LogRecord> failures = new ArrayList<>();
      int here = region.equals("us-east") ? count : Math.max(1, count * 2 / 5);
      for (int i = 0; i < here; i++) {
        long start =
            (at.toEpochMilli() - random.nextInt(Math.max(1, overMillis)) - 400) * 1_000_000L;
        new Trace(region, spans, failures).call("storefront", ByteString.EMPTY, start);
      }
      spans.forEach(
          (service, all) ->
              traces.addResourceSpans(
                  ResourceSpans.newBuilder()
                      .setResource(resource(service, region))
                      .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(all))));
      if (!failures.isEmpty()) {
        logs.addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource(failing, region))
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(failures)));
      }
    }
    return new Sent(traces.build().toByteArray(), logs.build().toByteArray());
  }

  private Resource resource(String service, String region) {
    return Resource.newBuilder()
        .addAttributes(text("service.name", service))
        .addAttributes(text("service.version", versions.getOrDefault(service, "v1.0.0")))
        .addAttributes(text("service.instance.id", service + "-" + region))
        .addAttributes(text("cloud.region", region))
        .build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return ByteString.copyFrom(id);
  }

  /** One request through the shop. */
  private final class Trace {
    private final ByteString traceId = id(16);
    private final String region;
    private final Map<String, List<Span>> spans;
    private final List<LogRecord> failures;

    Trace(String region, Map<String, List<Span>> spans, List<LogRecord> failures) {
      this.region = region;
      this.spans = spans;
      this.failures = failures;
    }

    private record Outcome(long end, boolean failed) {}

    /** A server span with the calls that it makes. */
    Outcome call(String service, ByteString parent, long start) {
      ByteString id = id(8);
      long now = start + took(service) / 2;
      boolean failed = random.nextDouble() < 0.0005;
      for (String callee : CALLS.getOrDefault(service, List.of())) {
        Outcome outcome = client(service, callee, id, now);
        now = outcome.end();
        failed |= outcome.failed();
      }
      if (service.equals(failing)
          && (failingRegion.isEmpty() || failingRegion.equals(region))
          && random.nextDouble() < share) {
        failed = true;
        failures.add(
            LogRecord.newBuilder()
                .setTimeUnixNano(now)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
                .setSeverityText("ERROR")
                .setTraceId(traceId)
                .setSpanId(id)
                .setBody(
                    AnyValue.newBuilder()
                        .setStringValue("card authorisation failed: 401 invalid_client"))
                .build());
      }
      long end = now + took(service) / 2;
      add(
          service,
          Span.newBuilder()
              .setTraceId(traceId)
              .setSpanId(id)
              .setParentSpanId(parent)
              .setName("POST /" + service)
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .setStartTimeUnixNano(start)
              .setEndTimeUnixNano(end)
              .setStatus(status(failed, "500 Internal Server Error")));
      return new Outcome(end, failed);
    }

    private Outcome client(String caller, String callee, ByteString parent, long start) {
      ByteString id = id(8);
      boolean remote = callee.equals("database") || callee.equals("card-processor");
      Outcome inner =
          remote ? new Outcome(start + took(callee), false) : call(callee, id, start + 200_000);
      Span.Builder span =
          Span.newBuilder()
              .setTraceId(traceId)
              .setSpanId(id)
              .setParentSpanId(parent)
              .setName("call " + callee)
              .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
              .setStartTimeUnixNano(start)
              .setEndTimeUnixNano(inner.end() + 200_000)
              .setStatus(status(inner.failed(), "answered 500"));
      span.addAttributes(text("peer.service", callee));
      if (callee.equals("database")) {
        span.addAttributes(text("db.system.name", "postgresql"));
        span.addAttributes(text("db.namespace", "database"));
      }
      add(caller, span);
      return new Outcome(inner.end() + 200_000, inner.failed());
    }

    private long took(String service) {
      double millis = MILLIS.getOrDefault(service, 5) * Math.exp(random.nextGaussian() * 0.35);
      return (long) (millis * 1_000_000);
    }

    private void add(String service, Span.Builder span) {
      spans.computeIfAbsent(service, s -> new ArrayList<>()).add(span.build());
    }

    private static Status status(boolean failed, String message) {
      return failed
          ? Status.newBuilder()
              .setCode(Status.StatusCode.STATUS_CODE_ERROR)
              .setMessage(message)
              .build()
          : Status.getDefaultInstance();
    }
  }
}
