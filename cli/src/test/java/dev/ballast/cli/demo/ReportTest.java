// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

  private static final Standing VICTIM =
      new Standing(
          "database",
          "us-east",
          "DEGRADED",
          Instant.parse("2026-03-01T12:00:11Z"),
          false,
          "40 % slower than 0.1 s",
          List.of(new Standing.Why("database-latency", "40 % slower than 0.1 s")));

  private static final Release RELEASE =
      new Release(
          "v2.3.1",
          "Failed",
          Instant.parse("2026-03-01T12:00:00Z"),
          Instant.parse("2026-03-01T12:00:41.3Z"),
          List.of(20, 50),
          "It fails more often.",
          "",
          "v2.3.1");

  private static Report report(Optional<Truth> truth, List<String> problems) {
    return report(truth, List.of(), problems);
  }

  private static Report report(
      Optional<Truth> truth, List<Release> releases, List<String> problems) {
    return report(truth, releases, new Incidents(), problems);
  }

  private static Report report(
      Optional<Truth> truth, List<Release> releases, Incidents incidents, List<String> problems) {
    return new Report(
        new DemoOptions(
            truth.isPresent() ? Scenario.SLOW_DATABASE : Scenario.NONE,
            Calls.MESH,
            Strategy.LEADER,
            3,
            Duration.ofSeconds(120),
            new DemoOptions.Ports(7700, 7200, 15432),
            false),
        Duration.ofMillis(21_340),
        Duration.ofMillis(120_060),
        truth,
        List.of(VICTIM),
        new Judgement(
            truth.map(t -> VICTIM),
            truth.map(t -> Duration.ofSeconds(11)),
            Optional.empty(),
            problems),
        releases,
        new Watching(),
        incidents,
        new RegionLoss(),
        List.of(),
        new LeftBehind(0, 0, 0),
        problems);
  }

  private static Optional<Truth> truth() {
    return Truth.of(
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"kind":"slow-database","target":"database","region":"us-east",
                 "start":"2026-03-01T12:00:00Z","callers":[]}
                """));
  }

  @Test
  void theDocumentHasWhatScriptsRelyOn() {
    assertThat(report(truth(), List.of()).document().toString())
        .isEqualTo(
            """
            {"scenario":"slow-database","seed":3,"seconds":120.1,"startup_seconds":21.3,\
            "truth":{"kind":"slow-database","target":"database","region":"us-east",\
            "start":"2026-03-01T12:00:00Z","callers":[],"end":null},\
            "services":[{"service":"database","region":"us-east","health":"DEGRADED",\
            "since":"2026-03-01T12:00:11Z","text":"40 % slower than 0.1 s",\
            "why":[{"slo":"database-latency","text":"40 % slower than 0.1 s"}]}],\
            "detection_seconds":11.0,\
            "first_verdict":{"service":"database","region":"us-east","health":"DEGRADED",\
            "since":"2026-03-01T12:00:11Z","text":"40 % slower than 0.1 s",\
            "why":[{"slo":"database-latency","text":"40 % slower than 0.1 s"}]},\
            "prediction":null,"releases":[],"incidents":[],"root_cause":{"seconds":null,"named":[]},\
            "anomalies":{"alerts":0,"behind_others":0,"alerts_before":0,\
            "victim_found":false,"victim_seconds":null,"bystander_alerts":0,"list":[]},\
            "left_behind":{"processes":0,"ports":0,"files":0},\
            "problems":[],"ok":true}\
            """);
  }

  @Test
  void eachIncidentSaysWhenItNamedItsCauseAndWhetherThatIsTrue() {
    Incidents incidents = new Incidents();
    incidents.add(
        Instant.parse("2026-03-01T12:00:09.5Z"),
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"incidents":[
                  {"id":"INC-1","verdict":"named","cause":{"kind":"service","name":"database",
                   "region":"us-east","detail":"","text":"database"},"cause_class":"dependency"},
                  {"id":"INC-2","verdict":"named","cause":{"kind":"service","name":"auth",
                   "region":"us-east","detail":"","text":"auth"},"cause_class":"defect"},
                  {"id":"INC-3","verdict":"unexplained"}]}
                """));

    assertThat(report(truth(), List.of(), incidents, List.of()).document().path("incidents"))
        .extracting(
            one -> one.path("id").asString(""),
            one -> one.path("named_seconds").asDouble(-1),
            one -> one.path("right").asBoolean())
        .containsExactly(
            tuple("INC-1", 9.5, true), tuple("INC-2", 9.5, false), tuple("INC-3", -1.0, false));
  }

  @Test
  void withoutAFaultTruthAndDetectionAreNull() {
    assertThat(report(Optional.empty(), List.of("auth is DEGRADED")).document().toString())
        .contains(
            "\"truth\":null",
            "\"detection_seconds\":null",
            "\"first_verdict\":null",
            "\"ok\":false");
  }

  @Test
  void thePeoplesReportSaysTruthVerdictAndRest() {
    assertThat(ReportText.of(report(truth(), List.of()), Style.PLAIN))
        .isEqualTo(
            """

            The demo's report: scenario slow-database, seed 3, watched 2m 0s
              truth  slow-database on database in us-east from 12:00:00 on UTC
              found  database (us-east) DEGRADED after 11s: 40 % slower than 0.1 s
              cause  not named; 0 incidents
              watch  the victim was not found; 0 alerts, 0 before the fault, 0 at places that do not call it
              said   ◆ 1 degraded
              left   nothing
            ● What Ballast said is true, and nothing is left behind.
            """);
  }

  @Test
  void tellsHowReleasesEnded() {
    Report report = report(truth(), List.of(RELEASE), List.of());

    assertThat(report.document().path("releases").toString())
        .isEqualTo(
            "[{\"version\":\"v2.3.1\",\"phase\":\"Failed\",\"begun\":\"2026-03-01T12:00:00Z\","
                + "\"changed\":\"2026-03-01T12:00:41.300Z\",\"seconds\":41.3,\"weights\":[20,50],\"verdict\":\"It"
                + " fails more often.\",\"standing\":\"\",\"retired\":\"v2.3.1\"}]");
    assertThat(ReportText.of(report, Style.PLAIN))
        .contains(
            "rolled v2.3.1: Failed after 41s, at 20 % → 50 %, then v2.3.1 was ended: It fails more"
                + " often.");
  }
}
