// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest {

  private static final String INCIDENT =
      """
      {"id":"INC-7","title":"payments in us-east DEGRADED: too slow; root cause: database in us-east",
       "phase":"open","severity":"DEGRADED","onset":"2026-03-01T12:00:00Z","resolved":null,
       "tags":["chaos"],"acknowledged_by":"kim",
       "symptoms":[{"service":"payments","region":"us-east","health":"DEGRADED",
         "since":"2026-03-01T12:00:00Z","ended":null,"text":"9 % bad","evidence":["E1"]}],
       "explanation":{"verdict":"named","text":"database in us-east is slow","causes":[
         {"suspect":{"text":"database in us-east"},"cause_class":"dependency","confidence":0.97,
          "text":"database in us-east is slow: calls take 404 ms, took 4.0 ms","evidence":["E2","E3"],
          "path":[{"text":"payments in us-east calls database in us-east","lag_seconds":4,
            "evidence":["E4"]}]},
         {"suspect":{"text":"auth in us-east"},"counter_evidence":["E5"]}],
        "cleared":[{"suspect":{"text":"auth in us-east"},"why":"0 % of calls fail, were 0 %",
          "evidence":["E5"]}],
        "blind":["logs"]},
       "facts":[{"topic":"deployment","text":"no deployment near the onset","evidence":[]}],
       "impact":{"text":"Checkout is slow."},
       "recommendations":[{"urgency":"follow_up","text":"Add an index","command":"psql","evidence":[]}],
       "timeline":[{"at":"2026-03-01T12:00:00Z","text":"first symptom","evidence":["E1"]}]}
      """;

  private static final String TOLD =
      """
      INC-7  payments in us-east DEGRADED: too slow; root cause: database in us-east
        open since 12:00:00, in the hands of kim (chaos: nobody is woken)
      What is wrong
        · payments in us-east DEGRADED since 12:00:00: 9 % bad [E1]
      Why
        Root cause: database in us-east (dependency, confidence 97 %)
        · database in us-east is slow: calls take 404 ms, took 4.0 ms [E2, E3]
        → payments in us-east calls database in us-east, +4 s [E4]
        Less likely: auth in us-east [E5]
        ✓ not auth in us-east: 0 % of calls fail, were 0 % [E5]
        Not seen: logs
      Context
        · Deployment: no deployment near the onset
      Who is hurt
        Checkout is slow.
      What to do
        · follow-up: Add an index
            psql
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

  private Shell.Answer run(String... args) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(args);
  }

  @Test
  void saysInPlainWordsWhatIsWrongAndCitesItsEvidence() {
    server.answer("/api/v1/why", 200, "{\"incidents\":[%s]}".formatted(INCIDENT));

    Shell.Answer answer = run("why", "payments", "--region", "us-east");

    assertThat(answer.out()).isEqualTo(TOLD);
    assertThat(answer.exitCode()).isZero();
    assertThat(server.requests())
        .singleElement()
        .asString()
        .contains("subject=payments", "region=us-east");
  }

  @Test
  void saysSoWhenThereIsNothingToTell() {
    server.answer(
        "/api/v1/why",
        200,
        """
        {"sentence":"No open incident concerns auth.","incidents":[],
         "places":[{"service":"auth","region":"","health":"HEALTHY","text":"all SLOs met"}]}
        """);

    assertThat(run("why", "auth").out())
        .isEqualTo("auth HEALTHY: all SLOs met\nNo open incident concerns auth.\n");
  }

  @Test
  void aSubjectThatIsNotKnownIsAUsageError() {
    server.answer(
        "/api/v1/why", 404, "{\"error\":\"subject: nobody (expected: …)\",\"code\":\"x\"}");

    Shell.Answer answer = run("why", "nobody");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("subject: nobody");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void jsonIsTheServersDocumentAndNothingElse() {
    server.answer("/api/v1/why", 200, "{\"sentence\":\"x\",\"incidents\":[]}");

    assertThat(run("why", "-o", "json").out()).isEqualTo("{\"sentence\":\"x\",\"incidents\":[]}\n");
  }

  @Test
  void listsIncidentsAndShowsOneWithItsTimelineAndItsEvidence() {
    server.answer("/api/v1/incidents", 200, "{\"incidents\":[%s]}".formatted(INCIDENT));
    server.answer("/api/v1/incidents/INC-7", 200, INCIDENT);
    server.answer(
        "/api/v1/incidents/INC-7/evidence",
        200,
        """
        {"id":"INC-7","evidence":[{"id":"E1","kind":"slo","text":"9 % bad","query":"up",
         "from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:01:00Z"}]}
        """);

    assertThat(run("incident", "list", "--phase", "open").out())
        .contains("INC-7", "12:00:00", "root cause: database");
    assertThat(run("incident", "show", "INC-7").out())
        .isEqualTo(TOLD + "Timeline\n  12:00:00  first symptom [E1]\n");
    assertThat(run("incident", "evidence", "INC-7").out())
        .isEqualTo(
            """
            E1   slo         9 % bad (12:00:00 to 12:01:00)
                             up
            """);
  }

  @Test
  void aPhaseThatIsNoneIsRefused() {
    Shell.Answer answer = run("incident", "list", "--phase", "gone");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("--phase");
  }
}
