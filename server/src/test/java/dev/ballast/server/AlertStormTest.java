// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Interlocks;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Verb;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From hundreds of alerts to one page: Alertmanager at one end, PagerDuty at the other. */
class AlertStormTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final FakeClock clock = FakeClock.atStart();
  private final BlockingQueue<JsonNode> got = new LinkedBlockingQueue<>();

  @TempDir Path dir;
  private HttpServer receiver;
  private Wiring wiring;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          try (exchange) {
            got.add(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
          }
        });
    receiver.start();
    Files.writeString(dir.resolve("key"), "r0uting");
    Path folder = Files.createDirectory(dir.resolve("config"));
    StringBuilder services = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      services.append(
          "---\napiVersion: ballast.dev/v1\nkind: Service\nmetadata: {name: s%d}\n".formatted(i));
    }
    Files.writeString(
        folder.resolve("all.yaml"),
        """
        apiVersion: ballast.dev/v1
        kind: Webhook
        metadata: {name: pager}
        spec:
          url: http://127.0.0.1:%d/v2/enqueue
          allowLoopback: true
          format: pagerduty
          secretFrom: {file: %s}
        ---
        apiVersion: ballast.dev/v1
        kind: OnCallSchedule
        metadata: {name: primary}
        spec:
          timeZone: UTC
          layers: [{name: weekly, people: [ann, bob], start: 2025-12-29T09:00}]
        ---
        apiVersion: ballast.dev/v1
        kind: EscalationPolicy
        metadata: {name: everything}
        spec:
          steps:
            - {after: 0m, schedules: [primary], webhooks: [pager]}
            - {after: 10m, people: [boss], webhooks: [pager]}
        %s
        """
            .formatted(receiver.getAddress().getPort(), dir.resolve("key"), services));
    open();
  }

  private void open() {
    wiring =
        new Wiring(
            ServerConfig.in(dir.resolve("data")).withConfigDir(dir.resolve("config")), clock);
    wiring.pulse().speak();
  }

  @AfterEach
  void stop() {
    wiring.close();
    receiver.stop(0);
  }

  private JsonNode send(String body) throws Exception {
    return call(Verb.POST, "/api/v1/alerts/alertmanager", Map.of(), Map.of(), body);
  }

  private JsonNode call(
      Verb verb,
      String path,
      Map<String, String> variables,
      Map<String, String> parameters,
      String body)
      throws Exception {
    Caller ann = new Caller("ann", Role.OPERATOR);
    return MAPPER.readTree(FaceCall.answer(wiring, ann, verb, path, variables, parameters, body));
  }

  /** Turns until everything that was written down has been sent or has failed. */
  private List<JsonNode> spoken() throws InterruptedException {
    List<JsonNode> said = new ArrayList<>();
    wiring.pulse().speak();
    long pages =
        wiring.ledger().events().latest(EventFilter.named("page."), 100).stream()
            .filter(event -> !event.attributes().getOrDefault("webhooks", "").isEmpty())
            .count();
    while (wiring.ledger().events().latest(EventFilter.named("webhook."), 100).size() < pages) {
      clock.advance(Duration.ofSeconds(3));
      wiring.pulse().speak();
      JsonNode next = got.poll(50, TimeUnit.MILLISECONDS);
      if (next != null) {
        said.add(next);
      }
    }
    got.drainTo(said);
    return said;
  }

  private static List<String> actions(List<JsonNode> said) {
    return said.stream().map(one -> one.path("event_action").asString("")).toList();
  }

  @Test
  void fiveHundredGroupedAlertsAreOneIncidentOnePageAndOneEnd() throws Exception {
    JsonNode received = send(Storm.of("firing", 0, 500));
    assertThat(received.path("opened").asInt()).isEqualTo(500);
    List<JsonNode> first = spoken();
    assertThat(actions(first)).containsExactly("trigger");
    JsonNode incidents = call(Verb.GET, "/api/v1/incidents", Map.of(), Map.of(), "");
    assertThat(incidents.path("incidents").size()).isEqualTo(1);
    String id = incidents.path("incidents").path(0).path("id").asString("");
    assertThat(first.getFirst().path("dedup_key").asString("")).isEqualTo(id);
    assertThat(first.getFirst().path("payload").path("severity").asString(""))
        .isEqualTo("critical");

    // Alertmanager says it all again: nobody is called again.
    assertThat(send(Storm.of("firing", 0, 500)).path("repeated").asInt()).isEqualTo(500);
    assertThat(spoken()).isEmpty();

    // Nobody says a word for ten minutes, and the server is another one: the second step, once.
    wiring.close();
    clock.advance(Duration.ofMinutes(10));
    open();
    List<JsonNode> second = spoken();
    assertThat(actions(second)).containsExactly("trigger");
    assertThat(second.getFirst().path("dedup_key").asString("")).isEqualTo(id);
    assertThat(second.getFirst().path("payload").path("custom_details").path("people").asString(""))
        .isEqualTo("boss");
    assertThat(spoken()).isEmpty();

    call(Verb.POST, "/api/v1/incidents/{id}/acknowledge", Map.of("id", id), Map.of(), "");
    assertThat(actions(spoken())).containsExactly("acknowledge");

    // Half of it ends, then the rest: one end, under the same key.
    send(Storm.of("resolved", 0, 250));
    assertThat(spoken()).isEmpty();
    send(Storm.of("resolved", 250, 500));
    List<JsonNode> end = spoken();
    assertThat(actions(end)).containsExactly("resolve");
    assertThat(end.getFirst().path("dedup_key").asString("")).isEqualTo(id);

    JsonNode pages = call(Verb.GET, "/api/v1/incidents/{id}/pages", Map.of("id", id), Map.of(), "");
    assertThat(pages.path("pages").findValuesAsString("kind"))
        .containsExactly("opened", "escalated", "acknowledged", "resolved");
    assertThat(pages.path("pages").path(0).path("people").path(0).asString("")).isEqualTo("ann");
  }

  @Test
  void anIncidentInAChaosRunIsShownAndCallsNobody() throws Exception {
    wiring
        .ledger()
        .interlocks()
        .raise(Interlocks.Kind.FAULT, "service/s0", "game-day", "latency", Duration.ofMinutes(30));
    send(Storm.of("firing", 0, 1));
    assertThat(spoken()).isEmpty();
    JsonNode incident =
        call(Verb.GET, "/api/v1/incidents", Map.of(), Map.of(), "").path("incidents").path(0);
    assertThat(incident.path("phase").asString("")).isEqualTo("open");
    Event held = wiring.ledger().events().latest(EventFilter.named("page."), 1).getFirst();
    assertThat(held.name()).isEqualTo("page.held");
    assertThat(held.text()).contains("is under way");
  }

  @Test
  void aSilenceKeepsItFromCallingAndNotFromBeingShown() throws Exception {
    JsonNode silence =
        call(
            Verb.POST,
            "/api/v1/silences",
            Map.of(),
            Map.of(),
            "{\"matchers\":[\"service=~s[0-9]\"],\"duration_seconds\":900,\"comment\":\"upgrade\"}");
    assertThat(silence.path("created_by").asString("")).isEqualTo("ann");
    send(Storm.of("firing", 0, 3));
    assertThat(spoken()).isEmpty();
    JsonNode alerts =
        call(Verb.GET, "/api/v1/alerts", Map.of(), Map.of("state", "firing"), "").path("alerts");
    assertThat(alerts.size()).isEqualTo(3);
    assertThat(alerts.path(0).path("silenced_by").asString(""))
        .isEqualTo(silence.path("id").asString(""));
    assertThat(alerts.path(0).path("incident").asString("")).startsWith("INC-");
    clock.advance(Duration.ofMinutes(15));
    assertThat(actions(spoken())).containsExactly("trigger");
    assertThat(call(Verb.GET, "/api/v1/silences", Map.of(), Map.of(), "").path("silences").size())
        .isZero();
  }

  @Test
  void anAlertThatIsSaidToFireAfterItsEndOpensNothing() throws Exception {
    send(Storm.of("resolved", 0, 1));
    JsonNode late = send(Storm.of("firing", 0, 1));

    assertThat(late.path("repeated").asInt()).isEqualTo(1);
    assertThat(late.path("unassigned").asInt()).isZero();
    assertThat(call(Verb.GET, "/api/v1/incidents", Map.of(), Map.of(), "").path("incidents").size())
        .isZero();
  }

  @Test
  void anAlertOfNoServiceThatIsKnownIsKeptAndShown() throws Exception {
    JsonNode received = send(Storm.of("firing", 0, 1).replace("\"s0\"", "\"stranger\""));
    assertThat(received.path("unassigned").asInt()).isEqualTo(1);
    assertThat(spoken()).isEmpty();
    JsonNode alerts = call(Verb.GET, "/api/v1/alerts", Map.of(), Map.of("state", "unassigned"), "");
    assertThat(alerts.path("alerts").path(0).path("labels").path("service").asString(""))
        .isEqualTo("stranger");
    assertThat(
            call(
                    Verb.POST,
                    "/api/v1/alerts/alertmanager",
                    Map.of(),
                    Map.of("service_label", "pod"),
                    Storm.of("firing", 0, 1).replace("\"p0\"", "\"s7\""))
                .path("unassigned")
                .asInt())
        .isZero();
  }

  @Test
  void aBodyInWhichNothingIsRightIsRefusedWithAllThatIsWrong() {
    assertThatThrownBy(() -> send("{\"version\":\"3\",\"alerts\":[7]}"))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(400);
              assertThat(e.getMessage())
                  .isEqualTo(
                      """
                      version: "3" (expected: "4"; Grafana's "1")
                      alerts[0]: 7 (expected: an alert)""");
            });
  }

  @Test
  void onlyAnIncidentWithoutSymptomsEndsByAWord() throws Exception {
    send(Storm.of("firing", 0, 2));
    spoken();
    String id =
        call(Verb.GET, "/api/v1/incidents", Map.of(), Map.of(), "")
            .path("incidents")
            .path(0)
            .path("id")
            .asString("");
    JsonNode answer =
        call(Verb.POST, "/api/v1/incidents/{id}/resolve", Map.of("id", id), Map.of(), "");
    assertThat(answer.path("phase").asString("")).isEqualTo("resolved");
    assertThat(actions(spoken())).containsExactly("resolve");
  }

  @Test
  void actionItemsStayOpenUntilTheyAreDone() throws Exception {
    assertThatThrownBy(
            () ->
                call(
                    Verb.POST,
                    "/api/v1/actions",
                    Map.of(),
                    Map.of(),
                    "{\"due\":\"soon\",\"incident\":\"INC-9\"}"))
        .hasMessage(
            """
            title: missing (expected: what is to be done)
            owner: missing (expected: who does it)
            incident: INC-9 (expected: the id of an incident)
            due: soon (expected: a day such as 2026-02-01)""");
    call(
        Verb.POST,
        "/api/v1/actions",
        Map.of(),
        Map.of(),
        "{\"title\":\"Validate credentials before deploying\",\"owner\":\"ann\","
            + "\"due\":\"2026-01-02\"}");
    JsonNode open = call(Verb.GET, "/api/v1/actions", Map.of(), Map.of(), "").path("actions");
    assertThat(open.path(0).path("state").asString("")).isEqualTo("open");
    clock.advance(Duration.ofDays(2));
    JsonNode late = call(Verb.GET, "/api/v1/actions", Map.of(), Map.of(), "").path("actions");
    assertThat(late.path(0).path("state").asString("")).isEqualTo("overdue");
    JsonNode done =
        call(
            Verb.POST,
            "/api/v1/actions/{id}/done",
            Map.of("id", "1"),
            Map.of("note", "in the pipeline"),
            "");
    assertThat(done.path("state").asString("")).isEqualTo("done");
    assertThat(done.path("done_by").asString("")).isEqualTo("ann");
    assertThat(call(Verb.GET, "/api/v1/actions", Map.of(), Map.of(), "").path("actions").size())
        .isZero();
    assertThat(
            wiring.ledger().events().latest(EventFilter.named("action."), 10).stream()
                .map(Event::name))
        .containsExactly("action.done", "action.added");
  }

  @Test
  void showsTheRunbookAndNothingOutsideOfItsFolder() throws Exception {
    Path folder = dir.resolve("config");
    Files.writeString(folder.resolve("s0.md"), "# When s0 is ill\n\nRestart it.\n");
    Files.writeString(dir.resolve("secret.md"), "secret");
    assertThat(runbook("s0.md").path("runbook_text").asString("")).contains("Restart it.");
    assertThat(runbook("../secret.md").path("runbook_text").asString("")).isEmpty();
    assertThat(runbook("s0.md/../../secret.md").path("runbook_text").asString("")).isEmpty();
    JsonNode url = runbook("https://wiki.example.com/s0");
    assertThat(url.path("alert").path("runbook").asString(""))
        .isEqualTo("https://wiki.example.com/s0");
  }

  private JsonNode runbook(String runbook) throws Exception {
    Path file = dir.resolve("config").resolve("all.yaml");
    String before = Files.readString(file);
    Files.writeString(
        file,
        before.replace(
            "metadata: {name: s0}\n",
            "metadata: {name: s0}\nspec: {runbook: \"" + runbook + "\"}\n"));
    wiring.pulse().lookAtFolder();
    send(Storm.of("firing", 0, 1));
    JsonNode incidents = call(Verb.GET, "/api/v1/incidents", Map.of(), Map.of(), "");
    String id = incidents.path("incidents").path(0).path("id").asString("");
    JsonNode alert = call(Verb.GET, "/api/v1/incidents/{id}/alert", Map.of("id", id), Map.of(), "");
    Files.writeString(file, before);
    return alert;
  }

  @Test
  void saysWhoIsOnCallNowAndNext() throws Exception {
    JsonNode now =
        call(Verb.GET, "/api/v1/oncall", Map.of(), Map.of(), "").path("schedules").path(0);
    assertThat(now.path("people").path(0).asString("")).isEqualTo("ann");
    assertThat(now.path("until").asString("")).isEqualTo("2026-01-05T09:00:00Z");
    assertThat(now.path("next").path(0).asString("")).isEqualTo("bob");
    JsonNode duties =
        call(
            Verb.GET,
            "/api/v1/oncall/{schedule}",
            Map.of("schedule", "primary"),
            Map.of("to", "2026-01-13T00:00:00Z"),
            "");
    assertThat(duties.path("duties").size()).isEqualTo(3);
  }
}
