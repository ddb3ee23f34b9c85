// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Split;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are turned away before a service that has too many, on a lease. */
final class ShedRouteTest {

  private static final long SECOND = 1_000_000_000L;
  private static final String LEASE = "\"owner\": \"healing/1\", \"lease_seconds\": 10}";

  private final AtomicLong time = new AtomicLong(1);
  private Backend backend;
  private MeshProcess mesh;

  @BeforeEach
  void start() throws Exception {
    backend = Backend.answering("v1");
    Ticker ticker = time::get;
    mesh =
        MeshProcess.start(
            Meshes.mesh(
                Meshes.service(
                    Policies.DEFAULT,
                    List.of(Meshes.route(new Split(Map.of("v1", 100)))),
                    Meshes.version("v1", backend.port()))),
            ticker,
            1);
  }

  @AfterEach
  void stop() throws Exception {
    mesh.close();
    backend.close();
  }

  private HttpResponse<String> put(String body) throws Exception {
    return Admin.send(mesh, "PUT", "/shed/payments", body);
  }

  private int turnedAway(int requests, String... headers) throws Exception {
    int away = 0;
    try (Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < requests; i++) {
        away += caller.get("/", headers).status() == 503 ? 1 : 0;
      }
    }
    return away;
  }

  @Test
  void turnsAwayItsShareExactlyAndSparesWhatIsKept() throws Exception {
    assertThat(turnedAway(10)).isZero();
    HttpResponse<String> done =
        put(
            "{\"share\": 0.3, \"keep\": {\"header\": \"X-Priority\", \"values\": [\"high\"]}, "
                + LEASE);

    assertThat(done.body()).contains("\"share\" : 0.3", "\"owner\" : \"healing/1\"", "x-priority");
    assertThat(turnedAway(20)).isEqualTo(6);
    assertThat(turnedAway(20, "x-priority: high")).isZero();
    assertThat(turnedAway(10, "x-priority: low")).isEqualTo(3);
    assertThat(Admin.get(mesh, "/shed/payments").body()).contains("\"turned_away\" : 9");
    assertThat(Admin.get(mesh, "/metrics").body()).contains("response_flags=\"OM\"");
  }

  @Test
  void takesAllAgainWhenNobodyRenewsOrSomebodyEndsIt() throws Exception {
    put("{\"share\": 1, " + LEASE);
    time.addAndGet(8 * SECOND);
    assertThat(put("{\"share\": 1, " + LEASE).body()).contains("\"left_seconds\" : 10.0");
    time.addAndGet(8 * SECOND);
    assertThat(turnedAway(2)).isEqualTo(2);
    time.addAndGet(3 * SECOND);
    assertThat(turnedAway(2)).isZero();
    assertThat(Admin.get(mesh, "/shed/payments").body()).contains("\"share\" : 0.0");

    put("{\"share\": 1, " + LEASE);
    assertThat(turnedAway(1)).isEqualTo(1);
    Admin.send(mesh, "DELETE", "/shed/payments", "");
    assertThat(turnedAway(1)).isZero();
  }

  @Test
  void leavesAnothersRuleAlone() throws Exception {
    put("{\"share\": 0.5, " + LEASE);
    HttpResponse<String> other = put("{\"share\": 0.1, \"owner\": \"me\", \"lease_seconds\": 10}");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("healing/1 sheds here already");
    time.addAndGet(11 * SECOND);
    assertThat(put("{\"share\": 0.1, \"owner\": \"me\", \"lease_seconds\": 10}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    assertThat(put("{\"share\": 0, " + LEASE).body()).contains("(expected: above 0, at most 1)");
    assertThat(put("{\"share\": 1, \"lease_seconds\": 10}").body())
        .contains("owner: (expected: who renews it)");
    assertThat(put("{\"share\": 1, \"owner\": \"me\"}").body()).contains("lease_seconds");
    assertThat(put("{\"share\": 1, \"keep\": {\"header\": \"x\"}, " + LEASE).body())
        .contains("keep: (expected: a header and 1 to 20 values, or neither)");
    assertThat(Admin.get(mesh, "/shed/nobody").statusCode()).isEqualTo(404);
    assertThat(Admin.send(mesh, "POST", "/shed/payments", "").statusCode()).isEqualTo(405);
  }
}
