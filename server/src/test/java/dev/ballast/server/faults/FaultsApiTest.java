// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.chaos.FaultTarget.Environment;
import dev.ballast.control.chaos.Standing;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.server.auth.Caller;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Parameters;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import dev.ballast.testkit.FakeClock;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said over HTTP; the routes themselves are in OpenApiTest. */
final class FaultsApiTest {

  private final FakeClock clock = FakeClock.atStart();
  private final FakeHost east = new FakeHost("east", Environment.TEST);
  private final FaultRoom room =
      new FaultRoom(
          () -> List.of(east, new FakeHost("live", Environment.LIVE)),
          (on, stopped) -> new Standing(List.of(), on, stopped),
          new MemoryLedger(clock),
          clock,
          new Random(1));

  @AfterEach
  void close() {
    room.close();
  }

  /** A status and its document. */
  private record Answer(int status, JsonNode body) {}

  private Answer call(String route, Map<String, String> parameters, String id, String body)
      throws Exception {
    Endpoint endpoint =
        new FaultsApi(room)
            .endpoints().stream()
                .filter(e -> (e.verb() + " " + e.path()).equals(route))
                .findFirst()
                .orElseThrow();
    Request request =
        new Request(
            endpoint.verb(),
            endpoint.path(),
            Map.of("id", id),
            parameters(parameters),
            _ -> "",
            new Caller("alice", Role.OPERATOR),
            body.getBytes(StandardCharsets.UTF_8));
    Reply.Whole reply = (Reply.Whole) endpoint.handler().handle(request);
    return new Answer(reply.status(), JsonMapper.shared().readTree(reply.body()));
  }

  private static Parameters parameters(Map<String, String> all) {
    Map<String, List<String>> values = new HashMap<>();
    all.forEach((name, value) -> values.put(name, List.of(value)));
    return new Parameters(values);
  }

  private Answer order(String body) throws Exception {
    return call("POST /api/v1/faults", Map.of(), "", body);
  }

  @Test
  void ordersShowsAndHeals() throws Exception {
    String wish =
        """
        {"kind": "process.stop", "names": ["east-target"], "max_share": 0.5, "for_seconds": 60}""";
    JsonNode plan = call("POST /api/v1/faults", Map.of("dry_run", "true"), "", wish).body();
    assertThat(plan.path("allowed").asBoolean(false)).isTrue();
    assertThat(plan.path("notes").get(0).asString("")).contains("has no SLO");
    assertThat(east.calls).isEmpty();
    Answer done = order(wish);
    assertThat(done.status()).isEqualTo(201);
    assertThat(done.body().path("state").asString("")).isEqualTo("active");
    assertThat(done.body().path("by").asString("")).isEqualTo("alice");
    String id = done.body().path("id").asString("");
    assertThat(call("GET /api/v1/faults/{id}", Map.of(), id, "").status()).isEqualTo(200);
    Answer healed = call("DELETE /api/v1/faults/{id}", Map.of(), id, "");
    assertThat(healed.body().path("state").asString("")).isEqualTo("healed");
    assertThat(healed.body().path("ended").asString("")).isEqualTo("healed by alice");
  }

  @Test
  void refusesWithEveryRuleAndWaitsForTheSecondPerson() throws Exception {
    Answer refused = order("{\"kind\": \"net.cut\", \"labels\": {\"region\": \"us-east\"}}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("refusals").findValuesAsString("rule"))
        .contains("everything", "unable", "blast_radius");
    Answer live = order("{\"kind\": \"process.stop\", \"names\": [\"live-target\"]}");
    assertThat(live.status()).isEqualTo(202);
    Answer alone =
        call("POST /api/v1/faults/{id}/approve", Map.of(), live.body().path("id").asString(""), "");
    assertThat(alone.status()).isEqualTo(409);
  }

  @Test
  void badInputIsSaid() {
    assertThatThrownBy(() -> order("[]"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("(expected: {kind, labels or names");
    assertThatThrownBy(() -> order("{\"kind\": \"process.stop\", \"max_share\": 50}"))
        .hasMessage("ratio: 50.0 (expected: 0..1)");
    assertThatThrownBy(() -> call("GET /api/v1/faults/{id}", Map.of(), "f-1", ""))
        .hasMessageContaining("fault: f-1 (expected: the id of one");
    assertThatThrownBy(() -> call("POST /api/v1/fault-stop", Map.of(), "", ""))
        .hasMessage("reason: missing (expected: why)");
    assertThatThrownBy(
            () -> call("POST /api/v1/faults/{id}/extend", Map.of("seconds", "-1"), "f-1", ""))
        .hasMessageContaining("expected: 0 to 14400");
  }
}
