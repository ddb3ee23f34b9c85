// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.Check;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MaturityCommandTest {

  private static final String CARD =
      """
      {"name":"NAME","team":"","level":1,"title":"level 1, Basic SRE","at":"2026-11-27T12:00:00Z",
       "checks":{"proved":12,"claimed":2,"failed":1,"unknown":40},
       "next":{"check":"gate.asked","step":"Put `ballast gate SERVICE` before the deploy."},
       "steps":[{"check":"gate.asked","bullet":"budgets","state":"claimed","effort":"minutes",
         "step":"Put `ballast gate SERVICE` before the deploy.","why":"Only configuration says so: a gate policy rules it.","gains":true}],
       "levels":[{"level":1,"title":"Basic SRE","reached":true,"bullets":[
         {"bullet":"objectives","text":"Fixed SLOs","holds":true,"proved":1,"needed":1,"checks":[
          {"check":"slo.measured","title":"An objective of it is measured","state":"proved","value":1,"expected":"at least 1",
           "text":"1 objectives | are measured: 1 (expected: at least 1).","at":"2026-11-27T12:00:00Z","expires":"2026-11-28T12:00:00Z",
           "expired":false,"evidence":[{"kind":"query","ref":"sum(rate(x[5m]))","at":"2026-11-27T12:00:00Z","text":"known"}]}]},
         {"bullet":"culture","text":"Organization-wide reliability culture","holds":false,"proved":0,"needed":1,"checks":[
          {"check":"gameday.held","title":"A game day was held","state":"unknown","value":null,"expected":"at least 1",
           "text":"Nothing was seen that would say so.","at":null,"expires":null,"expired":false,"evidence":[]}]}]}],
       "history":[{"at":"2026-11-20T12:00:00Z","from":0,"to":1,"text":"NAME rises from level 0 to 1","event":"event/77"}]}
      """;

  private static final String ALL =
      """
      {"at":"2026-11-27T12:00:00Z","organisation":CARD,"services":[
       {"name":"checkout","team":"shop","level":2,"title":"level 2","checks":{"proved":30,"claimed":1,"failed":0,"unknown":20},
        "next":{"check":"region.drill","step":"Drill."}}]}
      """
          .replace("CARD", CARD.replace("NAME", "organisation"));

  private static final Pattern COMMAND = Pattern.compile("ballast ([a-z]+)(?: ([a-z]+))?");

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = FakeServer.start();
    server.answer("/api/v1/maturity", 200, ALL);
    server.answer("/api/v1/maturity/services/checkout", 200, CARD.replace("NAME", "checkout"));
    server.answer(
        "/api/v1/maturity/services/nobody",
        404,
        "{\"error\":\"service: nobody (expected: one of checkout)\",\"code\":\"not_found\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Shell.Answer run(String... arguments) {
    return Shell.piped().with("BALLAST_SERVER", server.url()).run(arguments);
  }

  @Test
  void saysWhichLevelHoldsAndWhatIsTheLeastWork() {
    assertThat(run("maturity").out())
        .startsWith(
            "organisation: level 1, Basic SRE. 12 checks proved, 2 claimed, 1 failed, 40 unknown.")
        .contains("1 Basic SRE  Fixed SLOs")
        .contains("To level 2, the least work first (1 in all):")
        .contains("1. Put `ballast gate SERVICE` before the deploy. (gate.asked, minutes)")
        .contains("now: claimed. Only configuration says so: a gate policy rules it.")
        .contains("checkout  shop");
    assertThat(run("maturity", "checkout").out())
        .contains("1 slo.measured")
        .contains("2026-11-28 12:00")
        .contains("sum(rate(x[5m]))");
  }

  @Test
  void writesAReportWithItsEvidence() {
    assertThat(run("maturity", "-o", "markdown").out())
        .contains("# Reliability maturity of organisation")
        .contains("| slo.measured | proved | 1 objectives \\| are measured")
        .contains("`sum(rate(x[5m]))`, 2026-11-27T12:00:00Z")
        .contains(
            "### Organization-wide reliability culture: 0 of 1 needed checks proved, 0 failed")
        .contains("| checkout | shop | 2 |")
        .contains("- 2026-11-20T12:00:00Z: organisation rises from level 0 to 1 (event/77)");
  }

  @Test
  void failsBelowTheLevelThatIsNeeded() {
    assertThat(run("maturity", "--least", "1").exitCode()).isZero();
    assertThat(run("maturity", "--least", "2").exitCode()).isEqualTo(1);
    Shell.Answer wrong = run("maturity", "--least", "5");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--least: 5 (expected: 1 to 4). Fix: --least 2");
    assertThat(run("maturity", "nobody").err())
        .contains("service: nobody (expected: one of checkout)");
  }

  @Test
  void everyStepNamesOnlyCommandsThatExist() {
    for (Check check : Catalogue.ALL) {
      Matcher command = COMMAND.matcher(check.step());
      while (command.find()) {
        List<String> words =
            command.group(2) == null
                ? List.of(command.group(1))
                : List.of(command.group(1), command.group(2));
        assertThat(exists(words)).as(check.id() + ": " + command.group()).isTrue();
      }
    }
  }

  /** A second word may be an argument; then the first is a command by itself. */
  private static boolean exists(List<String> words) {
    return !Shell.piped().run(words.getFirst(), "--help").err().contains("Unknown")
        && Shell.piped().run(words.getFirst(), "--help").exitCode() == 0
        && (words.size() == 1
            || Shell.piped().run(words.getFirst(), words.getLast(), "--help").exitCode() == 0);
  }
}
