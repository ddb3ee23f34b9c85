// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerCommandsTest {

  private static final String TWO_VOTERS =
      "regions: 2 voters, eu-west and us-east (expected: 3, or 2 and a witness).";

  private static final String STATUS =
      """
      {"sentence":"1 of 3 services needs you.","evaluated_at":"2026-03-01T11:59:58Z",
       "time_scale":60.0,"regions":["eu-west","us-east"],"services":[
       {"service":"payments","region":"us-east","health":"UNHEALTHY","since":"2026-03-01T11:58:00Z",
        "text":"payments-availability: 91.2 % errors","why":[
          {"slo":"payments-availability","health":"UNHEALTHY","text":"91.2 % errors"}],"flags":[]},
       {"service":"storefront","region":"us-east","health":"HEALTHY",
        "since":"2026-03-01T11:50:00Z","text":"all SLOs met","why":[],"flags":[]},
       {"service":"card-processor","region":"us-east","health":"UNKNOWN",
        "since":"2026-03-01T11:50:00Z","text":"external","why":[],"flags":["external"]}]}
      """;

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell.Answer run(String... arguments) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(arguments);
  }

  @Test
  void statusSaysTheAnswerFirstAndTheWorstNext() {
    server.answer("/api/v1/status", 200, STATUS);
    assertThat(run("status").out())
        .isEqualTo(
            """
            1 of 3 services needs you.                        eu-west, us-east · 11:59:58 UTC · SLO windows 1:60
              ■ payments  UNHEALTHY  us-east  payments-availability: 91.2 % errors
              ● 1 healthy  ○ 1 unknown (card-processor: external, no telemetry)
            Next: ballast gate payments   ·   ballast events --since 15m
            """);
  }

  @Test
  void statusMentionsWhatIsUnlikeBefore() {
    server.answer(
        "/api/v1/status",
        200,
        STATUS.replace(
            "{\"sentence\"",
            """
            {"anomalies":[{"service":"orders","region":"us-east","since":"2026-03-01T11:59:00Z",
             "text":"errors 34 % (expected 0 %, usual 0 % to 1 %)"}],"sentence\""""));
    assertThat(run("status").out())
        .contains(
            """
            Unlike before:
              ~ orders  us-east  errors 34 % (expected 0 %, usual 0 % to 1 %)
            Next: ballast gate payments
            """
                .stripTrailing());
  }

  @Test
  void anomaliesSayWhatIsOpenWhyAndWhatIsStillLearnt() {
    server.answer(
        "/api/v1/anomalies",
        200,
        """
        {"at":"2026-03-01T12:00:00Z","open":[
          {"service":"orders","region":"us-east","since":"2026-03-01T11:59:00Z","alert":true,
           "text":"errors 34 % (expected 0 %, usual 0 % to 1 %)","note":"","series":[
            {"series":"errors","reasons":["above what was expected next, expected once in 90 points"],
             "clears":"10 ordinary points in a row, about 0 to 0.01"}]}],
         "recent":[
          {"service":"auth","region":"eu-west","since":"2026-03-01T11:30:00Z",
           "state":"cleared","ended_at":"2026-03-01T11:40:00Z","text":"duration 200 ms"}],
         "learning":[
          {"service":"reviews","region":"eu-west","series":3,"points":4,"of":15,"rest":""}],
         "watched_series":440,"problem":""}
        """);
    assertThat(run("anomalies", "--region", "us-east").out())
        .isEqualTo(
            """
            1 place is unlike before; 440 series are watched.
              ◆ orders in us-east since 11:59:00
                errors 34 % (expected 0 %, usual 0 % to 1 %)
                  · errors: above what was expected next, expected once in 90 points
                Clears after 10 ordinary points in a row, about 0 to 0.01.
            OVER      SINCE     WHERE            WHAT
            11:40:00  11:30:00  auth in eu-west  duration 200 ms
            Learning 1 place; the least is known of reviews in eu-west: 4 of 15 points.
            """);
    assertThat(server.requests()).singleElement().asString().contains("region=us-east");
  }

  @Test
  void anomaliesOfAServerWithoutTelemetrySaySo() {
    server.answer("/api/v1/anomalies", 200, "{\"open\":[],\"watched_series\":0}");
    assertThat(run("anomalies").out())
        .isEqualTo("Nothing is watched yet: there is no telemetry.\n");
  }

  @Test
  void statusWarnsOfTwoVotersWithoutAWitness() {
    server.answer(
        "/api/v1/status",
        200,
        STATUS.substring(0, STATUS.lastIndexOf('}')) + ",\"warnings\":[\"" + TWO_VOTERS + "\"]}");
    assertThat(run("status").out()).contains("! " + TWO_VOTERS);
  }

  @Test
  void statusWarnsWhereNoServiceIsKnownToo() {
    server.answer(
        "/api/v1/status",
        200,
        "{\"sentence\":\"\",\"services\":[],\"warnings\":[\"" + TWO_VOTERS + "\"]}");
    assertThat(run("status").out()).contains("ballast demo", "! " + TWO_VOTERS);
  }

  @Test
  void statusInJsonIsTheServersDocumentAndNothingElse() {
    server.answer("/api/v1/status", 200, STATUS);
    Shell.Answer answer = run("status", "-o", "json");
    assertThat(answer.out()).startsWith("{\"sentence\":\"1 of 3").hasLineCount(1);
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void statusFailsOnlyWhenAskedTo() {
    server.answer("/api/v1/status", 200, STATUS);
    assertThat(run("status").exitCode()).isZero();
    assertThat(run("status", "--fail").exitCode()).isEqualTo(1);
  }

  @Test
  void statusOfAnEmptyInstallSaysWhatToDoFirst() {
    server.answer("/api/v1/status", 200, "{\"sentence\":\"\",\"services\":[]}");
    assertThat(run("status").out()).contains("--config DIR", "ballast demo");
  }

  @Test
  void aRangeOfHistogramsAloneHasNoLastValue() {
    server.answer(
        "/prometheus/api/v1/query_range",
        200,
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"__name__":"h"},"histograms":[]}]}}
        """);
    Shell.Answer answer = run("query", "h", "--range", "1m");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("-").contains("h");
  }

  @Test
  void queryShowsValuesBesideTheirSeries() {
    server.answer(
        "/prometheus/api/v1/query",
        200,
        """
        {"status":"success","data":{"resultType":"vector","result":[
          {"metric":{"__name__":"up","job":"shop"},"value":[1772366400,"1"]},
          {"metric":{"job":"x"},"value":[1772366400,"0.333333333"]}]}}
        """);
    assertThat(run("query", "up").out())
        .isEqualTo(
            """
               VALUE  SERIES
                   1  up{job="shop"}
            0.333333  {job="x"}
            """);
    assertThat(server.requests()).singleElement().asString().contains("time=1772366400.000");
  }

  @Test
  void queryOverARangeDrawsItsShape() {
    server.answer(
        "/prometheus/api/v1/query_range",
        200,
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"job":"x"},"values":[[0,"0"],[15,"1"],[30,"2"],[45,"7"]]}]}}
        """);
    Shell.Answer answer = run("query", "x", "--range", "1m", "--step", "15s");
    assertThat(answer.out())
        .isEqualTo(
            """
            LAST  LOW  HIGH  SHAPE  SERIES
               7    0     7  ▁▂▃█   {job="x"}
            """);
    assertThat(server.requests()).singleElement().asString().contains("step=15.0");
  }

  @Test
  void aWrongQueryIsAnInvalidInput() {
    server.answer(
        "/prometheus/api/v1/query",
        400,
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:5: unexpected end\"}");
    Shell.Answer answer = run("query", "sum(");
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).isEqualTo("ballast: 1:5: unexpected end\n");
  }

  @Test
  void changesAreListedNewestFirst() {
    server.answer(
        "/api/v1/changes",
        200,
        """
        {"changes":[{"id":"flag/1","at":"2026-03-01T11:58:00Z","kind":"flag","service":"payments","from":"false",
          "to":"true","region":"us-east","summary":"flag new-processor set to true","author":"ann","url":"",
          "source":"flags","diff":""}]}
        """);
    assertThat(run("changes", "--since", "1h", "--service", "payments").out())
        .isEqualTo(
            """
            TIME (UTC)  KIND  SERVICE   FROM   TO    WHAT                                      SAYS
            11:58:00    flag  payments  false  true  flag new-processor set to true (us-east)  flags
            """);
    assertThat(server.requests())
        .containsExactly(
            "GET /api/v1/changes?service=payments&limit=50&since=2026-03-01T11%3A00%3A00Z");
  }

  @Test
  void logsAreListedOldestFirstAndAskForWhatIsWanted() {
    server.answer(
        "/api/v1/logs",
        200,
        """
        {"cursor":"","scanned":2,"logs":[
         {"at":"2026-03-01T11:59:59.5Z","service":"payments","trace_id":"0af7","severity_text":"ERROR","body":"a\\n b"},
         {"at":"2026-03-01T11:59:58Z","service":"orders","trace_id":"","severity_text":"INFO","body":"charged"}]}
        """);
    assertThat(run("logs", "--severity", "info", "--text", "a b", "--since", "5m").out())
        .isEqualTo(
            """
            11:59:58  INFO   orders          charged
            11:59:59  ERROR  payments        a ⏎ b  trace=0af7
            """);
    assertThat(server.requests())
        .containsExactly(
            "GET /api/v1/logs?severity=info&text=a+b&limit=100&from=2026-03-01T11%3A55%3A00Z");
    assertThat(run("logs", "--follow", "--templates").err())
        .contains("--follow: (expected: without --templates and --until)");
  }

  @Test
  void mcpPassesMessagesOnAndAnswersForAServerThatIsGone() {
    server.answer("/mcp", 200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    String input =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/list"}

        nonsense
        """;
    assertThat(Shell.piped().with("BALLAST_SERVER", server.url()).runWithInput(input, "mcp").out())
        .isEqualTo(
            """
            {"jsonrpc":"2.0","id":1,"result":{}}
            """
                + Shell.piped()
                    .with("BALLAST_SERVER", server.url())
                    .runWithInput("x", "mcp")
                    .out());
    String gone =
        Shell.piped()
            .with("BALLAST_SERVER", "http://127.0.0.1:1")
            .runWithInput(input.lines().findFirst().orElseThrow(), "mcp")
            .out();
    assertThat(gone).contains("\"id\":1", "-32000", "cannot reach a Ballast server");
  }

  @Test
  void eventsAreListedOldestFirst() {
    server.answer(
        "/api/v1/events",
        200,
        """
        {"events":[
          {"sequence":2,"at":"2026-03-01T11:59:59Z","name":"health.changed",
           "subject":"service/payments","text":"DEGRADED: 3 % errors"},
          {"sequence":1,"at":"2026-03-01T11:00:00Z","name":"config.loaded","subject":"config",
           "text":"10 services"}]}
        """);
    assertThat(run("events", "--since", "1h", "--name", "health").out())
        .isEqualTo(
            """
            TIME (UTC)  EVENT           SUBJECT           WHAT
            11:00:00    config.loaded   config            10 services
            11:59:59    health.changed  service/payments  DEGRADED: 3 % errors
            """);
    assertThat(server.requests())
        .containsExactly("GET /api/v1/events?name=health&limit=50&from=2026-03-01T11%3A00%3A00Z");
  }

  @Test
  void aTokenGoesAlongAndItsAbsenceIsExplained() {
    server.answer("/api/v1/status", 401, "{}");
    Shell.Answer answer = run("status", "--token", "secret");
    assertThat(server.requests()).containsExactly("GET /api/v1/status Bearer secret");
    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("BALLAST_TOKEN");
  }
}
