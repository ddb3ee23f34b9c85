// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import static dev.ballast.telemetry.otlp.Otlp.T;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.telemetry.query.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonBodyTest {

  private final Otlp otlp = new Otlp();

  @Test
  void readsSpansWithHexIdsAndNumbersAsStringsOrNumbers() {
    traces(
        """
        {"resourceSpans": [{
          "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "web"}}]},
          "scopeSpans": [{"scope": {"name": "s"}, "spans": [{
            "traceId": "5B8EFFF798038103D269B633813FC60C",
            "spanId": "eee19b7ec3c1b174", "parentSpanId": "",
            "name": "I'm a server span", "kind": 2,
            "startTimeUnixNano": "1544712660000000000", "endTimeUnixNano": 1544712661000000000,
            "attributes": [{"key": "n", "value": {"intValue": "9007199254740993"}},
                           {"key": "d", "value": {"doubleValue": "NaN"}},
                           {"key": "b", "value": {"boolValue": true}}],
            "status": {"code": 2, "message": null},
            "notYetKnown": {"a": [1, {"b": 2}]}
          }]}]
        }], "more": 1}
        """);

    Span span = otlp.spans.getFirst();
    assertThat(span.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.service()).isEqualTo("web");
    assertThat(span.kind()).isEqualTo(Span.Kind.SERVER);
    assertThat(span.status()).isEqualTo(Span.Status.ERROR);
    assertThat(span.seconds()).isEqualTo(1);
    assertThat(span.attributes())
        .containsEntry("n", "9007199254740993")
        .containsEntry("d", "NaN")
        .containsEntry("b", "true");
  }

  @Test
  void readsMetrics() {
    otlp.receiver.metrics(
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
          {"name":"c","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
            {"timeUnixNano":"%d000000","asInt":"3","attributes":[
              {"key":"k","value":{"stringValue":"v"}}]}]}},
          {"name":"h","histogram":{"aggregationTemporality":2,"dataPoints":[
            {"timeUnixNano":"%d000000","count":2,"sum":2.5,
             "bucketCounts":["1",1],"explicitBounds":[1]}]}}
        ]}]}]}
        """
            .formatted(T, T)
            .getBytes(UTF_8),
        Encoding.JSON);

    assertThat(otlp.samples.take())
        .containsExactly(
            "c_total{k=\"v\"} @" + T + " 3",
            "h_bucket{le=\"+Inf\"} @" + T + " 2",
            "h_bucket{le=\"1\"} @" + T + " 1",
            "h_count @" + T + " 2",
            "h_sum @" + T + " 2.5");
  }

  @Test
  void readsLogsWithBase64BytesInBodies() {
    otlp.receiver.logs(
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[
          {"timeUnixNano":"1","severityNumber":9,"body":{"bytesValue":"AP8="}}]}]}]}
        """
            .getBytes(UTF_8),
        Encoding.JSON);

    assertThat(otlp.logs.getFirst().body()).isEqualTo("AP8=");
    assertThat(otlp.logs.getFirst().severity()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                 | json: 1:1: START_ARRAY (expected: an object)",
        "``                                 | json: 1:1: end of body (expected: an object)",
        "{\"resourceSpans\": 3}             | json: 1:19: VALUE_NUMBER_INT (expected: an array for resourceSpans)",
        "{\"resourceSpans\": [{}]} x        | json: 1:25: Unrecognized token",
        "{\"resourceSpans\": []} {}         | json: 1:23: START_OBJECT (expected: nothing after the object)",
        "{\"resourceSpans\": [{             | json: 1:",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":\"SPAN_KIND_SERVER\"}]}]}]} | json: 1:52: VALUE_STRING (expected: a whole number for the enum kind)",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]} | json: 1:55: VALUE_STRING (expected: hex digits for traceId)",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"1.5\"}]}]}]} | json: 1:65: VALUE_STRING (expected: a whole number for startTimeUnixNano)",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":7}]}]}]} | json: 1:52: VALUE_NUMBER_INT (expected: a string for name)",
      })
  void saysWhereAMalformedBodyIsWrong(String body, String message) {
    assertThatThrownBy(() -> traces(body))
        .isInstanceOf(MalformedBodyException.class)
        .hasMessageStartingWith(message);
    assertThat(otlp.meter.prometheusText())
        .contains("ballast_otlp_refused_bodies_total{signal=\"traces\",reason=\"malformed\"} 1");
  }

  private void traces(String json) {
    otlp.receiver.traces(json.getBytes(UTF_8), Encoding.JSON);
  }
}
