// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ballast.ledger.EventFilter;
import dev.ballast.model.Event;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Verb;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A game day over REST, against a mesh that only keeps account. */
class GameDaysApiTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String ALL = "/api/v1/gamedays";
  private static final String ONE = ALL + "/{id}";

  private static final String DAY =
      """
      apiVersion: ballast.dev/v1
      kind: GameDay
      metadata: {name: east}
      spec:
        objective: "Can we lose us-east?"
        service: storefront
        mode: simulated
        roles: {owner: alice, coordinator: bob, scribe: carol}
        steadyState: {hold: 10s, checks: [{name: there, query: "vector(1)", tolerance: {gt: 0}}]}
        timeline:
          - {at: "09:00:00", id: kickoff, do: meeting}
          - {at: "09:00:10", id: look, do: checklist, checks: ["preflight: all", dashboards-open]}
          - at: "09:00:20"
            id: chaos
            do: fault
            gate: steadyState
            fault: {kind: RegionIsolation, target: {matchLabels: {region: us-east}}, duration: 5m}
          - {at: "09:00:21", id: respond, do: observe, expect: {alertWithin: 20s}}
          - {at: "09:01:20", id: restore, do: heal, fault: chaos}
          - {at: "09:01:40", id: document, do: report}
      """;

  private final FakeClock clock = FakeClock.atStart();
  private final Map<String, String> faults = new ConcurrentHashMap<>();
  private final AtomicInteger renewals = new AtomicInteger();
  @TempDir Path dir;
  private HttpServer mesh;
  private Wiring wiring;

  @BeforeEach
  void start() throws IOException {
    mesh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mesh.createContext("/faults", this::mesh);
    mesh.start();
    open();
  }

  private void open() {
    URI east = URI.create("http://127.0.0.1:" + mesh.getAddress().getPort());
    wiring =
        new Wiring(ServerConfig.in(dir.resolve("data")).withMeshes(Map.of("us-east", east)), clock);
  }

  @AfterEach
  void stop() {
    wiring.close();
    mesh.stop(0);
  }

  private void mesh(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String answer = "{}";
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          JsonNode fault = MAPPER.readTree(body);
          if (path.endsWith("/renew")) {
            renewals.incrementAndGet();
          } else if (!path.contains("dry_run")) {
            faults.put(fault.path("id").asString(""), fault.path("owner").asString(""));
          }
        }
        case "DELETE" -> faults.clear();
        default ->
            answer =
                MAPPER.writeValueAsString(
                    Map.of(
                        "faults",
                        faults.values().stream().map(owner -> Map.of("owner", owner)).toList()));
      }
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private String call(
      Verb verb,
      String route,
      Map<String, String> variables,
      Map<String, String> query,
      String body)
      throws Exception {
    return FaceCall.answer(wiring, Caller.LOCAL, verb, route, variables, query, body);
  }

  private JsonNode get() throws Exception {
    return MAPPER.readTree(call(Verb.GET, ONE, Map.of("id", "latest"), Map.of(), ""));
  }

  private void pass(int seconds) throws InterruptedException {
    for (int i = 0; i < seconds; i++) {
      clock.advance(Duration.ofSeconds(1));
      wiring.pulse().followGameDays();
    }
  }

  private List<String> told(String prefix) {
    return wiring.ledger().events().latest(EventFilter.named(prefix), 100).reversed().stream()
        .map(Event::name)
        .toList();
  }

  @Test
  void runsBreaksHealsAndReports() throws Exception {
    JsonNode begun = MAPPER.readTree(call(Verb.POST, ALL, Map.of(), Map.of("as", "alice"), DAY));
    assertThat(begun.path("id").asString("")).isEqualTo("GD-1");
    assertThatThrownBy(() -> call(Verb.POST, ALL, Map.of(), Map.of("as", "bob"), DAY))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("one at a time");

    pass(30);
    assertThat(faults).hasSize(2);
    assertThat(get().path("in_force").path(0).asString("")).isEqualTo("chaos");
    assertThat(wiring.ledger().interlocks().active()).hasSize(1);
    call(
        Verb.POST,
        ONE + "/note",
        Map.of("id", "GD-1"),
        Map.of("text", "checkout is slow", "as", "carol"),
        "");
    pass(50);
    assertThat(renewals.get()).isGreaterThan(10);
    pass(25);

    JsonNode day = get();
    assertThat(day.path("phase").asString("")).isEqualTo("failed"); // No alert fired.
    assertThat(day.path("steps").path(3).path("status").asString("")).isEqualTo("missed");
    assertThat(day.path("notes").toString()).contains("\"role\":\"scribe\"");
    assertThat(faults).isEmpty();
    assertThat(wiring.ledger().interlocks().active()).isEmpty();
    assertThat(told("gameday.")).containsExactly("gameday.started", "gameday.finished");
    assertThat(told("fault.")).containsExactly("fault.injected", "fault.healed");
    assertThat(told("finding.")).isNotEmpty();
    Event finished =
        wiring.ledger().events().latest(EventFilter.named("gameday.finished"), 1).getFirst();
    assertThat(finished.attributes())
        .containsEntry("verdict", "failed")
        .containsEntry("service", "storefront");

    assertThat(call(Verb.GET, "/api/v1/findings", Map.of(), Map.of(), ""))
        .contains("\"id\":\"detect\"", "kind: GameDay");
    assertThat(call(Verb.GET, ONE + "/report", Map.of("id", "GD-1"), Map.of(), ""))
        .startsWith("# Can we lose us-east?")
        .contains("checkout is slow");
    assertThat(call(Verb.GET, ONE + "/report", Map.of("id", "GD-1"), Map.of("format", "html"), ""))
        .contains("Time to detect", "@page");
    assertThat(call(Verb.GET, "/gameday", Map.of(), Map.of(), ""))
        .contains("Can we lose us-east?", "checkout is slow", "Time to detect");
  }

  @Test
  void stoppingAndRestartingHeal() throws Exception {
    call(Verb.POST, ALL, Map.of(), Map.of("as", "alice"), DAY);
    pass(30);
    assertThatThrownBy(
            () ->
                call(
                    Verb.POST,
                    ONE + "/abort",
                    Map.of("id", "GD-1"),
                    Map.of("reason", "x", "as", "carol"),
                    ""))
        .hasMessageContaining("carol may not stop");
    call(
        Verb.POST,
        ONE + "/abort",
        Map.of("id", "GD-1"),
        Map.of("reason", "enough", "as", "bob"),
        "");
    assertThat(faults).isEmpty();
    assertThat(get().path("phase").asString("")).isEqualTo("aborted");
    pass(1);

    call(Verb.POST, ALL, Map.of(), Map.of("as", "alice"), DAY);
    pass(30);
    assertThat(faults).isNotEmpty();
    wiring.close();
    assertThat(faults).isEmpty(); // An orderly end heals.
    open();
    assertThat(get().path("phase").asString("")).isEqualTo("aborted");
  }

  @Test
  void refusesAPlanThatIsWrongWithEveryProblem() {
    assertThatThrownBy(
            () ->
                call(
                    Verb.POST,
                    ALL,
                    Map.of(),
                    Map.of("file", "day.yaml"),
                    DAY.replace("heal, fault: chaos", "heal, fault: chao")
                        .replace("duration: 5m", "style: loud")))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.getMessage()).contains("style").contains("chao");
            });
    assertThatThrownBy(
            () -> call(Verb.POST, ALL, Map.of(), Map.of("scale", "3", "mode", "live"), DAY))
        .hasMessageContaining("scale: 3")
        .hasMessageContaining("mode: live");
  }

  @Test
  void oneThatIsLiveNeedsPeopleWhoAreKnown() {
    String plan = DAY.replace("mode: simulated", "mode: live");
    assertThatThrownBy(() -> call(Verb.POST, ALL, Map.of(), Map.of("as", "alice"), plan))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(
            "nobody knows who begins it (expected: two people, each with a token");
    assertThatThrownBy(() -> call(Verb.POST, ALL + "/approve", Map.of(), Map.of(), plan))
        .hasMessageContaining("each with a token");
    assertThatThrownBy(() -> call(Verb.POST, ALL, Map.of(), Map.of("mode", "simulated"), plan))
        .hasMessageContaining("mode: simulated, of a plan that is live");
    assertThatThrownBy(
            () ->
                FaceCall.answer(
                    wiring,
                    new Caller("alice", Role.OPERATOR),
                    Verb.POST,
                    ALL,
                    Map.of(),
                    Map.of(),
                    plan))
        .hasMessageContaining("spec.stopWhen: nothing that Ballast judges");
    assertThat(faults).isEmpty();
  }
}
