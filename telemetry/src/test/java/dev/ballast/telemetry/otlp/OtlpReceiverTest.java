// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static dev.ballast.telemetry.otlp.Otlp.T_NANOS;
import static dev.ballast.telemetry.otlp.Otlp.attribute;
import static dev.ballast.telemetry.otlp.Otlp.gauge;
import static dev.ballast.telemetry.otlp.Otlp.hex;
import static dev.ballast.telemetry.otlp.Otlp.metrics;
import static dev.ballast.telemetry.otlp.Otlp.point;
import static dev.ballast.telemetry.otlp.Otlp.resource;
import static dev.ballast.telemetry.otlp.Otlp.traces;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.telemetry.ingest.StoreFullException;
import dev.ballast.telemetry.query.Span;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class OtlpReceiverTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final Otlp otlp = new Otlp();

  @Test
  void readsSpansWithResourceStatusAndException() {
    otlp.receiver.traces(
        traces(
            resource("service.name", "payments", "cloud.region", "eu-west"),
            span("POST /pay")
                .setParentSpanId(hex("00f067aa0ba902b7"))
                .setKind(SpanKind.SPAN_KIND_SERVER)
                .addAttributes(attribute("http.route", "/pay"))
                .addEvents(Event.newBuilder().setName("noise"))
                .addEvents(
                    Event.newBuilder()
                        .setName("exception")
                        .addAttributes(attribute("exception.type", "AuthError"))
                        .addAttributes(attribute("exception.message", "bad key"))
                        .addAttributes(attribute("exception.stacktrace", "at …")))
                .setStatus(
                    Status.newBuilder()
                        .setCode(StatusCode.STATUS_CODE_ERROR)
                        .setMessage("declined"))));

    assertThat(otlp.spans)
        .containsExactly(
            new Span(
                TRACE,
                SPAN,
                "00f067aa0ba902b7",
                "payments",
                "POST /pay",
                Span.Kind.SERVER,
                Span.Status.ERROR,
                "declined",
                T_NANOS,
                T_NANOS + 5_000_000,
                Map.of("service.name", "payments", "cloud.region", "eu-west"),
                Map.of(
                    "http.route", "/pay",
                    "exception.type", "AuthError",
                    "exception.message", "bad key")));
  }

  @Test
  void countsSpansInTheSpanMetricsOnceTheyAreTaken() {
    otlp.receiver.traces(traces(resource("service.name", "a"), span("GET /")));

    otlp.red.flush(otlp.clock.instant().plusSeconds(1));

    assertThat(otlp.redSamples.take("traces_spanmetrics_calls_total"))
        .anyMatch(line -> line.contains("service=\"a\"") && line.endsWith(" 1"));
  }

  @Test
  void refusesSpansWithoutProperIds() {
    Receipt receipt =
        otlp.receiver.traces(
            traces(
                Resource.getDefaultInstance(),
                span("short").setTraceId(hex("0af7")),
                span("zero").setSpanId(hex("0000000000000000")),
                span("timeless").setStartTimeUnixNano(0),
                span("good")));

    assertThat(otlp.spans).extracting(Span::name).containsExactly("good");
    assertThat(otlp.spans.getFirst().service()).isEqualTo("unknown_service");
    assertThat(receipt.traceResponse().getPartialSuccess().getRejectedSpans()).isEqualTo(3);
    assertThat(receipt.message())
        .isEqualTo(
            "2 bad_id (span short: trace ids are 16 bytes and span ids 8, not all zero); "
                + "1 no_timestamp (span timeless: the time is 0)");
  }

  @Test
  void readsLogRecords() {
    LogRecord record =
        LogRecord.newBuilder()
            .setTimeUnixNano(T_NANOS)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR)
            .setSeverityText("ERROR")
            .setBody(AnyValue.newBuilder().setStringValue("card declined"))
            .setTraceId(hex(TRACE))
            .setSpanId(hex(SPAN))
            .addAttributes(attribute("logger", "Payments"))
            .setEventName("payment.failed")
            .build();
    LogRecord bare = LogRecord.newBuilder().setObservedTimeUnixNano(5).build();

    Receipt receipt = otlp.receiver.logs(logs(resource("service.name", "payments"), record, bare));

    assertThat(receipt).isEqualTo(new Receipt(Signal.LOGS, 2, 0, ""));
    assertThat(otlp.logs)
        .containsExactly(
            new dev.ballast.telemetry.query.LogRecord(
                T_NANOS,
                "payments",
                TRACE,
                SPAN,
                17,
                "ERROR",
                "card declined",
                Map.of("service.name", "payments"),
                Map.of("logger", "Payments", "event.name", "payment.failed")),
            new dev.ballast.telemetry.query.LogRecord(
                5, "payments", "", "", 0, "", "", Map.of("service.name", "payments"), Map.of()));
  }

  @Test
  void givesTimelessLogRecordsTheTimeOfArrival() {
    otlp.receiver.logs(logs(Resource.getDefaultInstance(), LogRecord.getDefaultInstance()));

    assertThat(otlp.logs.getFirst().timeNanos()).isEqualTo(T_NANOS);
  }

  @Test
  void answersFullSuccessWithAnEmptyMessage() {
    Receipt receipt = new Receipt(Signal.METRICS, 5, 0, "");

    assertThat(receipt.body(Encoding.PROTOBUF)).isEmpty();
    assertThat(receipt.body(Encoding.JSON)).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void answersPartialSuccessInBothEncodings() throws Exception {
    Receipt receipt = new Receipt(Signal.METRICS, 5, 2, "2 \"bad\"");

    assertThat(receipt.body(Encoding.JSON))
        .asString(UTF_8)
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedDataPoints\":\"2\",\"errorMessage\":\"2"
                + " \\\"bad\\\"\"}}");
    assertThat(ExportMetricsServiceResponse.parseFrom(receipt.body(Encoding.PROTOBUF)))
        .isEqualTo(receipt.metricsResponse());
    assertThat(receipt.metricsResponse().getPartialSuccess().getErrorMessage())
        .isEqualTo("2 \"bad\"");
  }

  @Test
  void passesOnWhatTheSinkRefuses() {
    otlp.samples.refuse("g");

    Receipt receipt =
        otlp.receiver.metrics(
            metrics(
                Resource.getDefaultInstance(), gauge("g", "", point(1)), gauge("h", "", point(1))));

    assertThat(receipt).isEqualTo(new Receipt(Signal.METRICS, 1, 1, "1 series_limit"));
  }

  @Test
  void refusesMalformedBodiesWholeAndCountsThem() {
    byte[] good =
        metrics(Resource.getDefaultInstance(), gauge("g", "", point(1)), gauge("h", "", point(1)))
            .toByteArray();
    byte[] cut = Arrays.copyOf(good, good.length - 3);

    assertThatThrownBy(() -> otlp.receiver.metrics(cut, Encoding.PROTOBUF))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageMatching(
            "protobuf: cut off at byte \\d+ of \\d+ \\(expected: an OTLP export request\\)");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> otlp.receiver.traces("hello".getBytes(UTF_8), Encoding.PROTOBUF));
    assertThat(otlp.samples.take()).isEmpty();
    assertThat(otlp.meter.prometheusText())
        .contains(
            "ballast_otlp_refused_bodies_total{signal=\"metrics\",reason=\"malformed\"} 1",
            "ballast_otlp_refused_bodies_total{signal=\"traces\",reason=\"malformed\"} 1");
  }

  @Test
  void neverFailsOtherwiseOnRandomlyDamagedBodies() {
    long seed = 20261122;
    Random random = new Random(seed);
    byte[] body =
        traces(resource("service.name", "a"), span("x").addAttributes(attribute("k", "v")))
            .toByteArray();
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = body.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        otlp.receiver.traces(damaged, Encoding.PROTOBUF);
      } catch (MalformedBodyException e) {
        assertThat(e).as("seed %d round %d", seed, i).hasMessageStartingWith("protobuf: ");
      }
    }
  }

  @Test
  void refusesValuesNestedTooDeep() {
    AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
    for (int i = 0; i < 80; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value)).build();
    }
    byte[] body =
        traces(Resource.getDefaultInstance(), span("x").addAttributes(attribute("k", value)))
            .toByteArray();

    assertThatThrownBy(() -> otlp.receiver.traces(body, Encoding.PROTOBUF))
        .hasMessageContaining("nested deeper than 100");
  }

  @Test
  void refusesBodiesOverTheLimit() {
    Otlp small = new Otlp(new OtlpLimits(10, 100));

    assertThatThrownBy(() -> small.receiver.logs(new byte[11], Encoding.PROTOBUF))
        .isInstanceOf(BodyTooLargeException.class)
        .hasMessage(
            "body: more than 10 bytes after decompression (expected: at most 10). Send smaller"
                + " batches, or raise the limit");
    assertThat(small.meter.prometheusText())
        .contains("ballast_otlp_refused_bodies_total{signal=\"logs\",reason=\"too_large\"} 1");
  }

  @Test
  void unpacksGzipOnlyUpToTheLimit() throws IOException {
    Otlp small = new Otlp(new OtlpLimits(1000, 100));
    byte[] bomb = gzip(new byte[1_000_000]);

    assertThat(small.receiver.gunzip(Signal.TRACES, gzip(new byte[1000]))).hasSize(1000);
    assertThatExceptionOfType(BodyTooLargeException.class)
        .isThrownBy(() -> small.receiver.gunzip(Signal.TRACES, bomb));
    assertThatThrownBy(() -> small.receiver.gunzip(Signal.TRACES, new byte[] {1, 2, 3}))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageStartingWith("body: not valid gzip: ");
  }

  @Test
  void letsAFullStoreThroughAndCountsIt() {
    otlp.samples.full(true);

    assertThatExceptionOfType(StoreFullException.class)
        .isThrownBy(
            () ->
                otlp.receiver.metrics(
                    metrics(Resource.getDefaultInstance(), gauge("g", "", point(1)))));
    assertThat(otlp.meter.prometheusText())
        .contains("ballast_otlp_refused_bodies_total{signal=\"metrics\",reason=\"store_full\"} 1");
  }

  @Test
  void countsNoRefusedSpanInSpanMetrics() {
    otlp.refuseSpansNamed("bad");
    otlp.receiver.traces(traces(resource("service.name", "s"), span("good"), span("bad")));
    otlp.red.flush(otlp.clock.instant());
    assertThat(otlp.redSamples.take())
        .anyMatch(line -> line.contains("good"))
        .noneMatch(line -> line.contains("bad"));
  }

  @Test
  void takesAnEmptyRequest() {
    assertThat(otlp.receiver.metrics(ExportMetricsServiceRequest.getDefaultInstance()))
        .isEqualTo(new Receipt(Signal.METRICS, 0, 0, ""));
  }

  @Test
  void writesRefusalsAsRpcStatus() {
    assertThat(OtlpReceiver.refusal(3, "a \"b\"", Encoding.JSON))
        .asString(UTF_8)
        .isEqualTo("{\"code\":3,\"message\":\"a \\\"b\\\"\"}");
    assertThat(OtlpReceiver.refusal(3, "ab", Encoding.PROTOBUF))
        .containsExactly(8, 3, 18, 2, 'a', 'b');
  }

  @Test
  void knowsTheEncodingByContentType() {
    assertThat(Encoding.ofContentType("application/json; charset=utf-8")).contains(Encoding.JSON);
    assertThat(Encoding.ofContentType("Application/X-Protobuf")).contains(Encoding.PROTOBUF);
    assertThat(Encoding.ofContentType("text/plain")).isEmpty();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Builder span(String name) {
    return io.opentelemetry.proto.trace.v1.Span.newBuilder()
        .setTraceId(hex(TRACE))
        .setSpanId(hex(SPAN))
        .setName(name)
        .setStartTimeUnixNano(T_NANOS)
        .setEndTimeUnixNano(T_NANOS + 5_000_000);
  }

  private static ExportLogsServiceRequest logs(Resource resource, LogRecord... records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource)
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(Arrays.asList(records))))
        .build();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
