// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.server.http.Verb;
import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import dev.ballast.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusApiTest {

  private static final Labels A = Labels.of(Labels.NAME, "up", "job", "a");
  private static final Labels B = Labels.of(Labels.NAME, "up", "job", "b");

  private final Asked asked = new Asked();
  private final PrometheusApi api =
      new PrometheusApi(
          asked, FakeClock.atStart(), new QueryLimits(2, Duration.ofSeconds(10)), "0.0.0");

  @Test
  void writesAVectorAsPrometheusDoes() throws Exception {
    asked.value =
        new Value.Vector(
            List.of(
                new Value.Sample(A, 1_435_781_451_781L, 1),
                new Value.Sample(B, 1_435_781_451_781L, Double.NaN)));

    assertThat(body(get("/query", "query", "up", "time", "1435781451.781")))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},\"value\":[1435781451.781,\"1\"]},"
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"b\"},\"value\":[1435781451.781,\"NaN\"]}"
                + "]}}");
    assertThat(asked.at).isEqualTo(Instant.ofEpochMilli(1_435_781_451_781L));
  }

  @Test
  void writesAMatrixAScalarAndAString() throws Exception {
    asked.value =
        new Value.Matrix(
            List.of(new Value.Series(A, new long[] {1000, 16_000}, new double[] {1, 0.5})));
    assertThat(body(get("/query_range", "query", "up", "start", "1", "end", "16", "step", "15s")))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},\"values\":[[1,\"1\"],[16,\"0.5\"]]}]}}");
    assertThat(asked.step).isEqualTo(Duration.ofSeconds(15));

    asked.value = new Value.Scalar(1000, 2);
    assertThat(body(get("/query", "query", "2")))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"2\"]}}");

    asked.value = new Value.Text(1000, "a");
    assertThat(body(get("/query", "query", "\"a\"")))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"a\"]}}");
  }

  @Test
  void passesWarningsAndInfosOn() throws Exception {
    asked.warnings = List.of("PromQL warning: w");
    asked.infos = List.of("PromQL info: i");

    assertThat(body(get("/query", "query", "up")))
        .endsWith("\"warnings\":[\"PromQL warning: w\"],\"infos\":[\"PromQL info: i\"]}");
  }

  @Test
  void cutsWhatIsOverTheLimitAndSaysSo() throws Exception {
    asked.value = new Value.Vector(List.of(new Value.Sample(A, 0, 1), new Value.Sample(B, 0, 1)));

    assertThat(body(get("/query", "query", "up", "limit", "1")))
        .contains("\"job\":\"a\"")
        .doesNotContain("\"job\":\"b\"")
        .contains("\"warnings\":[\"results truncated due to limit\"]");
    assertThat(body(get("/query", "query", "up", "limit", "0"))).contains("\"job\":\"b\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "BAD_DATA;400;bad_data",
        "EXECUTION;422;execution",
        "TIMEOUT;503;timeout",
        "UNAVAILABLE;503;unavailable",
        "INTERNAL;500;internal"
      })
  void answersAFailedQueryWithItsTypeAndStatus(QueryException.Kind kind, int status, String type)
      throws Exception {
    asked.failure = new QueryException(kind, "what went wrong");

    Reply.Whole reply = get("/query", "query", "up");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(body(reply))
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"what went wrong\"}"
                .formatted(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x;2;1;invalid parameter \"start\": cannot parse \"x\" to a valid timestamp",
        "1;x;1;invalid parameter \"end\": cannot parse \"x\" to a valid timestamp",
        "2;1;1;invalid parameter \"end\": end timestamp must not be before start time",
        "1;2;x;invalid parameter \"step\": cannot parse \"x\" to a valid duration",
        "1;2;0;invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer",
        "1;2;-1;invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer",
        "0;11001;1;exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
      })
  void refusesARangeThatMakesNoSense(String start, String end, String step, String text)
      throws Exception {
    Reply.Whole reply =
        get("/query_range", "query", "up", "start", start, "end", end, "step", step);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(body(reply))
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"%s\"}"
                .formatted(text.replace("\"", "\\\"")));
  }

  @Test
  void takesElevenThousandPoints() throws Exception {
    asked.value = new Value.Matrix(List.of());

    assertThat(
            get("/query_range", "query", "up", "start", "0", "end", "11000", "step", "1").status())
        .isEqualTo(200);
  }

  @Test
  void endsAQueryWhenItsTimeIsOver() throws Exception {
    asked.hang = true;

    Reply.Whole reply = get("/query", "query", "up", "timeout", "20ms");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(body(reply)).contains("\"errorType\":\"timeout\"");
  }

  @ParameterizedTest
  @CsvSource({"1e100000000", "1e-100000000", "-1E+999999999", "1e1000"})
  void refusesANumberThatWouldTakeMinutesToRead(String number) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(get("/query", "query", "up", "time", number).status()).isEqualTo(400);
          assertThat(get("/query", "query", "up", "timeout", number).status()).isEqualTo(400);
        });
  }

  @Test
  void readsTimesAsNumbersAndAsText() throws Exception {
    get("/query", "query", "up", "time", "2015-07-01T20:10:51.781Z");
    assertThat(asked.at).isEqualTo(Instant.parse("2015-07-01T20:10:51.781Z"));

    get("/query", "query", "up", "time", "2015-07-01T22:10:51+02:00");
    assertThat(asked.at).isEqualTo(Instant.parse("2015-07-01T20:10:51Z"));
  }

  @Test
  void listsSeriesLabelsAndValues() throws Exception {
    assertThat(body(get("/series", "match[]", "up")))
        .isEqualTo("{\"status\":\"success\",\"data\":[{\"__name__\":\"up\",\"job\":\"a\"}]}");
    assertThat(body(get("/labels")))
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"job\"]}");
    assertThat(body(call("/label/{name}/values", Map.of("name", "job"))))
        .isEqualTo("{\"status\":\"success\",\"data\":[\"a\",\"b\"]}");
    assertThat(body(get("/metadata")))
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"up\":[{\"type\":\"gauge\",\"help\":\"h\",\"unit\":\"\"}]}}");
  }

  @Test
  void refusesWhatSelectsNothing() throws Exception {
    assertThat(body(get("/series")))
        .isEqualTo(
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no match[] parameter provided\"}");
    assertThat(body(call("/label/{name}/values", Map.of("name", "a-b"))))
        .contains("invalid label name: \\\"a-b\\\"");
  }

  @Test
  void tellsGrafanaAVersionItKnows() throws Exception {
    assertThat(body(get("/status/buildinfo"))).contains("\"version\":\"2.");
  }

  private Reply.Whole get(String path, String... parameters) throws Exception {
    return call(path, Map.of(), parameters);
  }

  private Reply.Whole call(String path, Map<String, String> variables, String... parameters)
      throws Exception {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      values.put(parameters[i], List.of(parameters[i + 1]));
    }
    Endpoint endpoint =
        api.endpoints().stream()
            .filter(e -> e.path().equals(PrometheusApi.BASE + path) && e.verb() == Verb.GET)
            .findFirst()
            .orElseThrow();
    return (Reply.Whole)
        endpoint
            .handler()
            .handle(
                new Request(
                    Verb.GET,
                    path,
                    variables,
                    new Parameters(values),
                    name -> "",
                    Caller.LOCAL,
                    new byte[0]));
  }

  private static String body(Reply.Whole reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  /** Answers with what the test wants and remembers what it was asked. */
  private static final class Asked implements MetricQuery {
    private Value value = new Value.Vector(List.of());
    private List<String> warnings = List.of();
    private List<String> infos = List.of();
    private QueryException failure = new QueryException(QueryException.Kind.INTERNAL, "");
    private boolean hang;
    private Instant at = Instant.EPOCH;
    private Duration step = Duration.ZERO;

    @Override
    public Answer instant(String promql, Instant time) {
      at = time;
      return answer();
    }

    @Override
    public Answer range(String promql, Instant start, Instant end, Duration every) {
      step = every;
      return answer();
    }

    private Answer answer() {
      if (!String.valueOf(failure.getMessage()).isEmpty()) {
        throw failure;
      }
      if (hang) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new QueryException(QueryException.Kind.TIMEOUT, "interrupted", e);
        }
      }
      return new Answer(value, warnings, infos);
    }

    @Override
    public List<Labels> series(List<String> selectors, Instant start, Instant end) {
      return List.of(A);
    }

    @Override
    public SortedSet<String> labelNames(List<String> selectors, Instant start, Instant end) {
      return new TreeSet<>(List.of("__name__", "job"));
    }

    @Override
    public SortedSet<String> labelValues(
        String label, List<String> selectors, Instant start, Instant end) {
      return new TreeSet<>(List.of("a", "b"));
    }

    @Override
    public Map<String, Metadata> metadata() {
      return Map.of("up", new Metadata("gauge", "h", ""));
    }
  }
}
