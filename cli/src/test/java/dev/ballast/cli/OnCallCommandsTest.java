// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnCallCommandsTest {

  private static final String CALENDAR =
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      SUMMARY:ann
      DTSTART:20260105T080000Z
      DTEND:20260112T080000Z
      RRULE:FREQ=WEEKLY;INTERVAL=2
      END:VEVENT
      END:VCALENDAR
      """;

  @TempDir Path dir;
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
  void saysWhoIsOnCallAndWhoIsCalled() {
    server.answer(
        "/api/v1/oncall",
        200,
        """
        {"schedules":[{"schedule":"primary","time_zone":"UTC","people":["ann"],"source":"weekly",
         "until":"2026-03-02T09:00:00Z","next":["bob"]}],
         "policies":[{"name":"everything","services":[],"min_urgency":"soon","steps":[
          {"after_seconds":0,"schedules":["primary"],"people":[],"webhooks":["pager"]},
          {"after_seconds":600,"schedules":[],"people":["boss"],"webhooks":["pager"]}]}]}
        """);
    String expected =
        """
        SCHEDULE  ON CALL  UNTIL (UTC)       THEN  BY
        primary   ann      2026-03-02 09:00  bob   weekly

        POLICY      OF           AFTER  CALLS
        everything  all others   0 min  on call by primary through pager
                                10 min  boss through pager
        """;
    assertThat(run("oncall").out()).isEqualTo(expected);
    assertThat(run("oncall", "now").out()).isEqualTo(expected);
  }

  @Test
  void saysHowToHaveSomebodyOnCall() {
    server.answer("/api/v1/oncall", 200, "{\"schedules\":[],\"policies\":[]}");
    assertThat(run("oncall").out()).contains("OnCallSchedule", "docs/oncall.md");
  }

  @Test
  void showsTurnByTurn() {
    server.answer(
        "/api/v1/oncall/primary",
        200,
        """
        {"schedule":"primary","time_zone":"UTC","duties":[{"people":[],"source":"nobody",
         "from":"2026-03-01T12:00:00Z","to":"2026-03-02T09:00:00Z"}]}
        """);
    assertThat(run("oncall", "schedule", "primary").out()).contains("nobody");
    assertThat(server.requests()).containsExactly("GET /api/v1/oncall/primary");
  }

  @Test
  void writesACalendarAsAResource() throws IOException {
    Path file = Files.writeString(dir.resolve("team.ics"), CALENDAR);
    assertThat(run("oncall", "import", file.toString(), "--name", "primary").out())
        .isEqualTo(
            """
            apiVersion: ballast.dev/v1
            kind: OnCallSchedule
            metadata:
              name: "primary"
            spec:
              timeZone: Etc/UTC
              shifts:
                - person: "ann"
                  start: 2026-01-05T08:00:00
                  end: 2026-01-12T08:00:00
                  rule: FREQ=WEEKLY;INTERVAL=2
            """);
  }

  @Test
  void refusesWhatItCannotTakeOverAndSaysWhere() throws IOException {
    Path file = Files.writeString(dir.resolve("t.ics"), CALENDAR.replace("WEEKLY", "YEARLY"));
    Shell.Answer answer = run("oncall", "import", file.toString());
    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains("line 6: rule: FREQ=YEARLY (expected: DAILY, WEEKLY or");
    assertThat(run("oncall", "import", dir.resolve("none").toString()).err()).contains("no file");
  }

  @Test
  void fetchesASchedule() {
    server.answer("/team.ics", 200, CALENDAR);
    server.answer("/secret", 403, "no");
    assertThat(run("oncall", "import", server.url() + "/team.ics").out()).contains("ann");
    Shell.Answer refused = run("oncall", "import", server.url() + "/secret");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("answered 403").doesNotContain("/secret");
  }

  @Test
  void silencesForATimeWithAReason() {
    server.answer(
        "/api/v1/silences",
        201,
        """
        {"id":"5f1c","state":"active","matchers":["service=\\"payments\\""],
         "starts_at":"2026-03-01T12:00:00Z","ends_at":"2026-03-01T14:00:00Z",
         "created_by":"ann","comment":"upgrade"}
        """);
    Shell.Answer answer =
        run("silence", "add", "service=payments", "--for", "2h", "--reason", "upgrade");
    assertThat(answer.out())
        .isEqualTo(
            "Silent until 2026-03-01 14:00 UTC: service=\"payments\". End it sooner: ballast"
                + " silence expire 5f1c\n");
    assertThat(server.requests())
        .containsExactly(
            "POST /api/v1/silences {\"comment\":\"upgrade\",\"duration_seconds\":7200,"
                + "\"matchers\":[\"service=payments\"]}");
    assertThat(run("silence", "add", "service=payments").err()).contains("--reason");
  }

  @Test
  void listsAndEndsSilences() {
    server.answer("/api/v1/silences", 200, "{\"silences\":[]}");
    server.answer(
        "/api/v1/silences/5f1c/expire", 200, "{\"id\":\"5f1c\",\"matchers\":[\"a=\\\"b\\\"\"]}");
    assertThat(run("silence", "list").out()).isEqualTo("Nothing is silenced.\n");
    assertThat(run("silence", "expire", "5f1c").out()).isEqualTo("Over: a=\"b\"\n");
  }

  @Test
  void keepsWhatIsLeftToDo() {
    server.answer(
        "/api/v1/actions",
        200,
        """
        {"id":1,"owner":"ann","actions":[{"id":1,"title":"Validate credentials","owner":"ann",
         "due":"2026-02-01","incident":"INC-42","state":"overdue"}]}
        """);
    server.answer(
        "/api/v1/actions/1/done",
        200,
        "{\"id\":1,\"done_by\":\"ann\",\"title\":\"Validate credentials\"}");
    assertThat(run("actions", "list").out())
        .isEqualTo(
            """
            ID  STATE    DUE         OWNER  INCIDENT  WHAT
             1  overdue  2026-02-01  ann    INC-42    Validate credentials
            """);
    assertThat(run("actions", "add", "Validate", "credentials", "--owner", "ann").out())
        .startsWith("Action 1 is open, with ann.");
    assertThat(run("actions", "done", "1").out()).isEqualTo("Done by ann: Validate credentials\n");
  }

  @Test
  void listsAlertsAndWhereTheyBelong() {
    server.answer(
        "/api/v1/alerts",
        200,
        """
        {"total":7,"alerts":[{"name":"HighErrors","state":"firing","service":"","incident":"",
         "silenced_by":"5f1c","starts_at":"2026-03-01T11:00:00Z","text":"too many"}]}
        """);
    assertThat(run("alerts", "list", "--state", "unassigned").out())
        .isEqualTo(
            """
            ALERT       STATE             SERVICE    INCIDENT  SINCE (UTC)       TEXT
            HighErrors  firing, silenced  (unknown)            2026-03-01 11:00  too many
            … and 6 more: --limit
            """);
  }

  @Test
  void showsAnIncidentsAlertWhoWasToldAndEndsIt() {
    server.answer(
        "/api/v1/incidents/INC-42/alert",
        200,
        """
        {"alert":{"runbook":"https://wiki"},"text":"Alert: High Error Rate\\n","held":"silenced"}
        """);
    server.answer(
        "/api/v1/incidents/INC-42/pages",
        200,
        """
        {"incident":"INC-42","pages":[{"at":"2026-03-01T11:00:00Z","kind":"opened",
         "reason":"step 1 of everything","people":["ann"],"webhooks":["pager"]}]}
        """);
    server.answer(
        "/api/v1/incidents/INC-42/resolve",
        409,
        "{\"error\":\"INC-42: still sick: payments\",\"code\":\"still_sick\"}");
    assertThat(run("incident", "alert", "INC-42").out())
        .isEqualTo(
            """
            Alert: High Error Rate
            Runbook: https://wiki
            Nobody is called: silenced
            """);
    assertThat(run("incident", "pages", "INC-42").out())
        .contains("2026-03-01 11:00:00  opened  ann", "step 1 of everything");
    Shell.Answer answer = run("incident", "resolve", "INC-42");
    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.err()).contains("still sick: payments");
  }
}
