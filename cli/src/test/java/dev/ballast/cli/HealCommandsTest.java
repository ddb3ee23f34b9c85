// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealCommandsTest {

  private static final String EPISODE =
      """
      {"id":"heal-1","remediation":"off-v2","service":"payments","region":"us-east","phase":"waiting","outcome":"none",
       "text":"fresh-facts: room: not so","runbook":"runbooks/payments.md","allowed":false,
       "verdicts":[{"guardrail":"fresh-facts","verdict":"hold","eyes":0,"text":"room: not so"}],
       "intent":{"text":"mesh route payments/default from v1 50, v2 50 to v1 100, v2 0"},
       "before":{"at":"2026-01-05T09:00:00Z","target":0.25,"control":null},"latest":null,
       "trail":[{"at":"2026-01-05T09:00:00Z","phase":"waiting","text":"errors"}]}
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
  void listsWhatIsWrittenDownAndWhatIsOpen() {
    server.answer(
        "/api/v1/healing",
        200,
        """
        {"stop":{"on":true,"by":"ann","why":"looks wrong"},
         "remediations":[{"name":"off-v2","service":"payments","region":"","trigger":"health unhealthy","action":"shift","autonomy":"auto"}],
         "episodes":[%s]}
        """
            .formatted(EPISODE));
    Shell.Answer answer = run("heal", "list");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .startsWith("Healing is stopped by ann: looks wrong. Go on: ballast heal resume\n")
        .contains("off-v2", "payments in us-east", "fresh-facts: room: not so");
  }

  @Test
  void saysHowToBeginWhenNothingIsWrittenDown() {
    server.answer(
        "/api/v1/healing",
        200,
        "{\"stop\":{\"on\":false,\"by\":\"\",\"why\":\"\"},\"remediations\":[],\"episodes\":[]}");
    assertThat(run("heal", "list").out())
        .isEqualTo("No Remediation is configured: docs/healing.md says how.\n");
  }

  @Test
  void showsAnEpisodeWithEveryGuardrail() {
    server.answer("/api/v1/healing/episodes/heal-1", 200, EPISODE);
    assertThat(run("heal", "show", "heal-1").out())
        .contains(
            "heal-1: off-v2 on payments in us-east, waiting\n",
            "Runbook: runbooks/payments.md",
            "before  0.2500 here, unknown where nothing was done",
            "hold");
  }

  @Test
  void aPlanThatWouldNotBeDoneIsABadAnswer() {
    server.answer("/api/v1/healing/remediations/off-v2/plan", 200, EPISODE);
    Shell.Answer answer = run("heal", "plan", "off-v2");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out())
        .startsWith("off-v2 on payments in us-east: mesh route payments/default from v1 50")
        .contains("It would not be done now.");
  }

  @Test
  void runsApprovesDeniesStopsAndResumes() {
    server.answer("/api/v1/healing/remediations/off-v2/run", 200, EPISODE);
    server.answer("/api/v1/healing/episodes/heal-1/approve", 200, EPISODE);
    server.answer("/api/v1/healing/episodes/heal-1/deny", 200, EPISODE);
    server.answer(
        "/api/v1/healing/stop", 200, "{\"on\":true,\"by\":\"ann\",\"why\":\"looks wrong\"}");
    server.answer("/api/v1/healing/resume", 200, "{\"on\":false,\"by\":\"\",\"why\":\"\"}");
    assertThat(run("heal", "run", "off-v2", "--region", "us-east").out())
        .isEqualTo("Begun: off-v2 on payments in us-east. Next: ballast heal show heal-1\n");
    assertThat(run("heal", "approve", "heal-1").out())
        .isEqualTo("Approved: heal-1 on payments in us-east\n");
    assertThat(run("heal", "deny", "heal-1", "--reason", "no").exitCode()).isZero();
    assertThat(run("heal", "stop", "--reason", "looks wrong").out())
        .isEqualTo("Healing is stopped by ann: looks wrong. Go on: ballast heal resume\n");
    assertThat(run("heal", "resume").out()).isEqualTo("Healing goes on.\n");
    assertThat(run("heal", "stop").exitCode()).isEqualTo(2);
  }
}
