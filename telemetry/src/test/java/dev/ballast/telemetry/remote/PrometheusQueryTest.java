// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.telemetry.query.MetricQuery.Answer;
import dev.ballast.telemetry.query.MetricQuery.Metadata;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.telemetry.query.QueryException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrometheusQueryTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.250Z");

  private final CountDownLatch never = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String answer = "";
  private volatile String asked = "";
  private volatile Headers headers = new Headers();
  private volatile boolean silent;
  private HttpServer server;
  private PrometheusQuery query;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
          headers = exchange.getRequestHeaders();
          if (silent) {
            await();
          }
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
    query = new PrometheusQuery(backend());
  }

  @AfterEach
  void stop() {
    never.countDown();
    query.close();
    server.stop(0);
  }

  @Test
  void readsVectors() {
    answer =
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"__name__":"up","job":"web"},"value":[1767225600.250,"1"]},
          {"metric":{},"value":[1767225600,"+Inf"]}]},
         "warnings":["w"],"infos":["i"],"stats":{"a":[1]}}""";

    Answer got = query.instant("up{job=\"web\"} + 1", AT);

    assertThat(got)
        .isEqualTo(
            new Answer(
                new Value.Vector(
                    List.of(
                        new Value.Sample(
                            Labels.of("__name__", "up", "job", "web"), 1_767_225_600_250L, 1),
                        new Value.Sample(
                            Labels.EMPTY, 1_767_225_600_000L, Double.POSITIVE_INFINITY))),
                List.of("w"),
                List.of("i")));
    assertThat(asked)
        .isEqualTo(
            "POST /prom/api/v1/query query=up%7Bjob%3D%22web%22%7D%20%2B%201&time=1767225600.250&timeout=5s");
  }

  @Test
  void readsMatrices() {
    answer =
        """
        {"status":"success","data":{"result":[
          {"metric":{"a":"b"},"values":[[1,"1"],[1.5,"NaN"],[2,"-2e3"]]}],"resultType":"matrix"}}""";

    Answer got = query.range("x", AT, AT.plusSeconds(60), Duration.ofMillis(1500));

    Value.Series series = ((Value.Matrix) got.value()).series().getFirst();
    assertThat(series.labels()).isEqualTo(Labels.of("a", "b"));
    assertThat(series.times()).containsExactly(1000, 1500, 2000);
    assertThat(series.values()).containsExactly(1, Double.NaN, -2000);
    assertThat(asked)
        .isEqualTo(
            "POST /prom/api/v1/query_range query=x&start=1767225600.250&end=1767225660.250&step=1.5&timeout=5s");
  }

  @Test
  void readsScalarsAndStrings() {
    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[3,\"7\"]}}";
    assertThat(query.instant("7", AT).value()).isEqualTo(new Value.Scalar(3000, 7));

    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[3,\"x\"]}}";
    assertThat(query.instant("\"x\"", AT).value()).isEqualTo(new Value.Text(3000, "x"));
  }

  @Test
  void readsEmptyResults() {
    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    assertThat(query.instant("x", AT).value()).isEqualTo(new Value.Vector(List.of()));
  }

  @Test
  void leavesOutNativeHistogramsAndSaysSo() {
    answer =
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"a":"b"},"histogram":[1,{"count":"1","sum":"2","buckets":[[0,"1","2","1"]]}]}
        ]}}""";

    assertThat(query.instant("x", AT))
        .isEqualTo(
            new Answer(
                new Value.Vector(List.of()),
                List.of("1 native histograms of the backend's answer were left out"),
                List.of()));
  }

  @Test
  void asksForSeriesLabelsAndValues() {
    answer = "{\"status\":\"success\",\"data\":[{\"__name__\":\"a\",\"b\":\"c\"}]}";
    assertThat(query.series(List.of("a", "b"), AT, AT))
        .containsExactly(Labels.of("__name__", "a", "b", "c"));
    assertThat(asked)
        .isEqualTo(
            "POST /prom/api/v1/series match%5B%5D=a&match%5B%5D=b&start=1767225600.250&end=1767225600.250");

    answer = "{\"status\":\"success\",\"data\":[\"b\",\"a\"]}";
    assertThat(query.labelNames(List.of(), AT, AT)).containsExactly("a", "b");
    assertThat(query.labelValues("job", List.of("a"), AT, AT)).containsExactly("a", "b");
    assertThat(asked)
        .isEqualTo(
            "GET /prom/api/v1/label/job/values?match%5B%5D=a&start=1767225600.250&end=1767225600.250 ");
  }

  @Test
  void readsMetadata() {
    answer =
        """
        {"status":"success","data":{"a":[{"type":"counter","help":"All.","unit":""},
          {"type":"gauge","help":"Other.","unit":""}],"b":[]}}""";

    assertThat(query.metadata()).isEqualTo(Map.of("a", new Metadata("counter", "All.", "")));
  }

  @Test
  void sendsCredentialsAndTenant() {
    answer = "{\"status\":\"success\",\"data\":[]}";
    try (PrometheusQuery bearer =
        new PrometheusQuery(
            backend().with(new Backend.Auth.Bearer("secret")).withTenant("team-a"))) {
      bearer.labelNames(List.of(), AT, AT);
    }
    assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer secret");
    assertThat(headers.getFirst("X-Scope-OrgID")).isEqualTo("team-a");

    try (PrometheusQuery basic =
        new PrometheusQuery(backend().with(new Backend.Auth.Basic("me", "pass")))) {
      basic.labelNames(List.of(), AT, AT);
    }
    assertThat(headers.getFirst("Authorization")).isEqualTo("Basic bWU6cGFzcw==");
    assertThat(new Backend.Auth.Basic("me", "pass").toString()).doesNotContain("pass]");
  }

  @ParameterizedTest
  @CsvSource({
    "400, bad_data, BAD_DATA",
    "422, execution, EXECUTION",
    "503, timeout, TIMEOUT",
    "503, canceled, TIMEOUT",
    "503, unavailable, UNAVAILABLE",
    "500, internal, INTERNAL",
    "404, not_found, BAD_DATA",
  })
  void keepsTheBackendsReason(int code, String errorType, Kind kind) {
    status = code;
    answer =
        "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"parse error: oops\"}"
            .formatted(errorType);

    fails(query, kind, backend().base() + ": parse error: oops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | no          | UNAVAILABLE | the backend refuses these credentials (HTTP 401): no",
        "404 | <html>      | UNAVAILABLE | no Prometheus HTTP API here (HTTP 404); the URL is what stands before /api/v1: <html>",
        "429 | slow down   | UNAVAILABLE | not an answer of the Prometheus HTTP API (HTTP 429): slow down",
        "504 | gateway     | TIMEOUT     | not an answer of the Prometheus HTTP API (HTTP 504): gateway",
        "200 | hello       | UNAVAILABLE | not an answer of the Prometheus HTTP API (HTTP 200): hello",
        "200 | {\"status\" | UNAVAILABLE | not an answer of the Prometheus HTTP API (HTTP 200): {\"status\"",
        "200 | []          | UNAVAILABLE | not an answer of the Prometheus HTTP API (HTTP 200): []",
      })
  void saysWhatIsNotAnAnswer(int code, String body, Kind kind, String message) {
    status = code;
    answer = body;

    fails(query, kind, backend().base() + ": " + message);
  }

  @Test
  void refusesAnswersOfTheWrongShape() {
    answer = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[3]}}";
    assertThatExceptionOfType(QueryException.class).isThrownBy(() -> query.instant("x", AT));

    answer = "{\"status\":\"success\",\"data\":{}}";
    fails(query, Kind.INTERNAL, backend().base() + ": the answer holds no result");
  }

  @Test
  void refusesAnswersOverTheLimit() {
    answer = "x".repeat(101);
    try (PrometheusQuery small =
        new PrometheusQuery(backend().withLimits(Duration.ofSeconds(5), 100))) {
      fails(
          small,
          Kind.EXECUTION,
          backend().base() + "/api/v1/query: the answer has more than 100 bytes");
    }
  }

  @Test
  void givesUpOnASilentBackend() {
    silent = true;
    try (PrometheusQuery hasty =
        new PrometheusQuery(backend().withLimits(Duration.ofMillis(100), 100))) {
      fails(hasty, Kind.TIMEOUT, backend().base() + "/api/v1/query: no answer within 0.1 s");
    }
  }

  @Test
  void saysThatNobodyListens() {
    server.stop(0);

    fails(query, Kind.UNAVAILABLE, backend().base() + "/api/v1/query: cannot connect");
  }

  private static void fails(PrometheusQuery query, Kind kind, String message) {
    assertThatExceptionOfType(QueryException.class)
        .isThrownBy(() -> query.instant("x", AT))
        .withMessage(message)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private Backend backend() {
    int port = server.getAddress().getPort();
    return Backend.at(URI.create("http://127.0.0.1:" + port + "/prom"))
        .withLimits(Duration.ofSeconds(5), 1 << 20);
  }

  private void await() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
