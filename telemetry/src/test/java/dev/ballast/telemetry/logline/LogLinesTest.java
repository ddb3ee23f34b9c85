// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.logline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.telemetry.query.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLinesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final LogLines.Sender SENDER = new LogLines.Sender("payments", "us-east");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void whatARecordIsMadeOfIsReadHoweverManyAttributesComeBefore() {
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i < 400; i++) {
      many.append("\"a").append(i).append("\": ").append(i).append(", ");
    }
    LogRecord log =
        one(
            many
                + "\"level\": \"error\", \"time\": \"2024-01-15T09:30:00Z\", \"service\": \"late\","
                + " \"trace_id\": \""
                + TRACE
                + "\", \"version\": \"v2\", \"message\": \"the last word\"}");

    assertThat(log.body()).isEqualTo("the last word");
    assertThat(log.severity()).isEqualTo(17);
    assertThat(log.timeNanos()).isEqualTo(nanos("2024-01-15T09:30:00Z"));
    assertThat(log.service()).isEqualTo("late");
    assertThat(log.traceId()).isEqualTo(TRACE);
    assertThat(log.resource()).containsEntry("service.version", "v2");
    assertThat(log.attributes()).hasSize(256);
  }

  @Test
  void theDocumentsRecordGetsOpenTelemetrysNames() {
    LogRecord log =
        one(
            """
            {"event": "request_complete", "timestamp": "2024-01-15T09:30:00Z", "client_ip": "192.168.1.1", "service": "payment-api",\
             "endpoint": "/payments", "method": "POST", "duration_ms": 150, "status_code": 200, "user_id": "user-12345",\
             "transaction_id": "txn-98765", "trace_id": "trace-abc123", "severity": "info"}""");
    assertThat(log)
        .isEqualTo(
            new LogRecord(
                nanos("2024-01-15T09:30:00Z"),
                "payment-api",
                "",
                "",
                9,
                "info",
                "request_complete",
                Map.of("service.name", "payment-api", "cloud.region", "us-east"),
                Map.of(
                    "event.name", "request_complete",
                    "client.address", "192.168.1.1",
                    "http.route", "/payments",
                    "http.request.method", "POST",
                    "duration_ms", "150",
                    "http.response.status_code", "200",
                    "user.id", "user-12345",
                    "transaction_id", "txn-98765",
                    "trace_id", "trace-abc123")));
  }

  @Test
  void twoFieldsOfOneMeaningThatDifferBothStay() {
    assertThat(
            one("{\"message\":\"m\",\"client_ip\":\"203.0.113.7\",\"source.ip\":\"10.0.0.1\",\"client.ip\":\"203.0.113.7\"}")
                .attributes())
        .isEqualTo(Map.of("client.address", "203.0.113.7", "source.ip", "10.0.0.1"));
  }

  @Test
  void elasticCommonSchemaIsTakenNestedAndDotted() {
    String dotted =
        """
        {"@timestamp":"2026-03-01T11:59:58.123Z","log.level":"ERROR","message":"charge refused","ecs.version":"1.2.0",\
        "service.name":"payments","service.version":"v2.3.1","event.dataset":"payments","process.thread.name":"http-1",\
        "log.logger":"shop.CardClient","trace.id":"%s","span.id":"b7ad6b7169203331","error.type":"java.io.IOException",\
        "error.message":"401 from card-processor","error.stack_trace":"java.io.IOException: 401","labels":{"order":"17"}}"""
            .formatted(TRACE);
    String nested =
        """
        {"@timestamp":"2026-03-01T11:59:58.123Z","log":{"level":"ERROR","logger":"shop.CardClient"},"message":"charge refused",\
        "ecs":{"version":"1.2.0"},"service":{"name":"payments","version":"v2.3.1"},"event":{"dataset":"payments"},\
        "process":{"thread":{"name":"http-1"}},"trace":{"id":"%s"},"span":{"id":"b7ad6b7169203331"},\
        "error":{"type":"java.io.IOException","message":"401 from card-processor","stack_trace":"java.io.IOException: 401"},\
        "labels":{"order":"17"}}"""
            .formatted(TRACE);
    assertThat(one(nested)).isEqualTo(one(dotted));
    assertThat(one(dotted))
        .isEqualTo(
            new LogRecord(
                nanos("2026-03-01T11:59:58.123Z"),
                "payments",
                TRACE,
                "b7ad6b7169203331",
                17,
                "ERROR",
                "charge refused",
                Map.of(
                    "service.name", "payments",
                    "service.version", "v2.3.1",
                    "cloud.region", "us-east"),
                Map.of(
                    "otel.scope.name", "shop.CardClient",
                    "thread.name", "http-1",
                    "event.dataset", "payments",
                    "exception.type", "java.io.IOException",
                    "exception.message", "401 from card-processor",
                    "exception.stacktrace", "java.io.IOException: 401",
                    "order", "17")));
  }

  @Test
  void logstashsJsonIsTaken() {
    LogRecord log =
        one(
            """
            {"@timestamp":"2026-03-01T12:59:58.123+01:00","@version":"1","message":"charge refused","logger_name":"shop.CardClient",\
            "thread_name":"http-1","level":"WARN","level_value":30000,"HOSTNAME":"pod-7","order":17,"items":[1,"b"]}""");
    assertThat(log.time()).isEqualTo("2026-03-01T11:59:58.123Z");
    assertThat(log.severity()).isEqualTo(13);
    assertThat(log.service()).isEqualTo("payments");
    assertThat(log.resource()).containsEntry("host.name", "pod-7");
    assertThat(log.attributes())
        .isEqualTo(
            Map.of(
                "otel.scope.name", "shop.CardClient",
                "thread.name", "http-1",
                "order", "17",
                "items", "[1,\"b\"]"));
  }

  @Test
  void openTelemetrysOwnJsonShapeIsTaken() {
    LogRecord log =
        one(
            """
            {"timestamp":1772366398123456789,"severity_number":21,"severity_text":"FATAL","body":"out of memory",\
            "resource":{"attributes":{"service.name":"orders","k8s.pod.name":"p"}},"attributes":{"a.b":true}}""");
    assertThat(log.timeNanos()).isEqualTo(1772366398123456789L);
    assertThat(log.severity()).isEqualTo(21);
    assertThat(log.service()).isEqualTo("orders");
    assertThat(log.resource()).containsEntry("k8s.pod.name", "p");
    assertThat(log.attributes()).isEqualTo(Map.of("a.b", "true"));
  }

  @ParameterizedTest
  @CsvSource({
    "1772366398, 2026-03-01T11:59:58Z",
    "1772366398.5, 2026-03-01T11:59:58.5Z",
    "1772366398123, 2026-03-01T11:59:58.123Z",
    "1772366398123456, 2026-03-01T11:59:58.123456Z",
    "'2026-03-01 11:59:58,123', 2026-03-01T11:59:58.123Z",
    "2026-03-01T12:59:58+0100, 2026-03-01T11:59:58Z",
    "soon, 2026-03-01T12:00:00Z",
    "2026-13-01T00:00:00Z, 2026-03-01T12:00:00Z",
    "-5, 2026-03-01T12:00:00Z",
    "99999999999999999999999, 2026-03-01T12:00:00Z"
  })
  void timesAreTakenAsTheyComeAndNowWithoutOne(String text, Instant expected) {
    assertThat(one("{\"time\": \"" + text + "\", \"msg\": \"x\"}").time()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "20, 5", "30, 9", "40, 13", "50, 17", "60, 21", "verbose, 1", "odd, 0"})
  void levelsOfOtherLoggersAreSeverities(String level, int severity) {
    assertThat(one("{\"level\": \"" + level + "\", \"msg\": \"x\"}").severity())
        .isEqualTo(severity);
  }

  @Test
  void plainLinesKeepTheirTextAndGiveTimeSeverityAndTrace() {
    List<LogRecord> logs =
        read("""
                2026-03-01 11:59:58,123 ERROR [http-1] shop.CardClient - charge refused traceId=%s
                java.io.IOException: 401 from card-processor
                \tat shop.CardClient.charge(CardClient.java:17)
                Caused by: java.net.SocketException
                just a line, an error in words is none

                [WARN] low
                """
                .formatted(TRACE))
            .records();
    assertThat(logs).extracting(LogRecord::severity).containsExactly(17, 0, 0, 13);
    assertThat(logs.getFirst().time()).isEqualTo("2026-03-01T11:59:58.123Z");
    assertThat(logs.getFirst().traceId()).isEqualTo(TRACE);
    assertThat(logs.getFirst().body())
        .isEqualTo("ERROR [http-1] shop.CardClient - charge refused traceId=" + TRACE);
    assertThat(logs.get(1).body())
        .isEqualTo(
            """
            java.io.IOException: 401 from card-processor
            \tat shop.CardClient.charge(CardClient.java:17)
            Caused by: java.net.SocketException\
            """);
    assertThat(logs.get(2).time()).isEqualTo(NOW);
  }

  @Test
  void nothingIsRefusedForItsForm() {
    LogLines.Reading reading =
        read("{\"a\": \n{}\n{\"message\": \"good\"}\n" + "{\"a\":".repeat(100) + "\n");
    assertThat(reading.records())
        .extracting(LogRecord::body)
        .containsExactly("{\"a\": ", "", "good", "{\"a\":".repeat(100));
    assertThat(reading.problems())
        .hasSize(2)
        .allMatch(p -> p.endsWith("it is kept as text"))
        .first()
        .asString()
        .startsWith("line 1: no JSON: ");
  }

  @Test
  void linesAndBodiesHaveLimits() {
    byte[] long1 = new byte[300_000];
    Arrays.fill(long1, (byte) 'x');
    assertThat(read(new String(long1, StandardCharsets.UTF_8)).records().getFirst().body())
        .hasSize(256 * 1024);
    LogLines.Reading many = read("x\n".repeat(LogLines.MOST_LINES + 7));
    assertThat(many.records()).hasSize(LogLines.MOST_LINES);
    assertThat(many.dropped()).isEqualTo(7);
    StringBuilder wide = new StringBuilder("{\"message\": \"m\"");
    for (int i = 0; i < 10_000; i++) {
      wide.append(",\"k").append(i).append("\": 1");
    }
    assertThat(one(wide + "}").attributes()).hasSize(256);
  }

  private static LogRecord one(String line) {
    List<LogRecord> records = read(line).records();
    assertThat(records).hasSize(1);
    return records.getFirst();
  }

  private static LogLines.Reading read(String lines) {
    return LogLines.read(
        lines.getBytes(StandardCharsets.UTF_8), SENDER, NOW.getEpochSecond() * 1_000_000_000L);
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
