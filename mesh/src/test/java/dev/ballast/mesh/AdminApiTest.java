// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Split;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The admin API: what is read back is what traffic meets, and nobody overwrites another's change.
 */
final class AdminApiTest {

  private final AtomicLong time = new AtomicLong(1);
  private Backend one;
  private Backend two;
  private MeshProcess mesh;

  @BeforeEach
  void start() throws Exception {
    one = Backend.answering("v1");
    two = Backend.answering("v2");
    Ticker ticker = time::get;
    mesh = MeshProcess.start(config(), ticker, 1);
  }

  private Mesh config() {
    return Meshes.mesh(
        Meshes.service(
            Policies.DEFAULT,
            List.of(Meshes.route(new Split(Map.of("v1", 100)))),
            Meshes.version("v1", one.port()),
            Meshes.version("v2", two.port())));
  }

  @AfterEach
  void stop() throws Exception {
    mesh.close();
    one.close();
    two.close();
  }

  private int port() {
    return Meshes.portOf(mesh);
  }

  private HttpResponse<String> weights(String json, String... headers) throws Exception {
    return Admin.send(mesh, "PUT", "/weights/payments/all", json, headers);
  }

  private int toV2(int requests) throws Exception {
    int v2 = 0;
    try (Caller caller = new Caller(port())) {
      for (int i = 0; i < requests; i++) {
        v2 += caller.get("/").body().equals("v2") ? 1 : 0;
      }
    }
    return v2;
  }

  @Test
  void changedWeightsAreMetByTheNextRequest() throws Exception {
    assertThat(toV2(20)).isZero();
    HttpResponse<String> changed = weights("{\"weights\": {\"v1\": 75, \"v2\": 25}}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("\"revision\" : 2").contains("\"v2\" : 25");
    assertThat(toV2(1000)).isCloseTo(250, within(1));
  }

  @Test
  void refusesToOverwriteWhatItsCallerHasNotSeen() throws Exception {
    String first =
        Admin.get(mesh, "/weights/payments/all").headers().firstValue("etag").orElseThrow();
    assertThat(first).isEqualTo("\"1\"");
    assertThat(weights("{\"weights\": {\"v2\": 1}}", "If-Match", first).statusCode())
        .isEqualTo(200);
    HttpResponse<String> late = weights("{\"weights\": {\"v1\": 1}}", "If-Match", first);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("\"expected_revision\" : 1")
        .contains("\"revision\" : 2")
        .contains("If-Match: \\\"2\\\"");
    assertThat(toV2(5)).isEqualTo(5);
  }

  @Test
  void leasedWeightsGoWhenTheirOwnerDoesAndStayWhileItRenews() throws Exception {
    String lease = "{\"weights\": {\"v2\": 1}, \"lease_seconds\": 10, \"owner\": \"rollout\"}";
    assertThat(weights(lease).body()).contains("\"owner\" : \"rollout\"");
    assertThat(toV2(5)).isEqualTo(5);
    time.addAndGet(9_000_000_000L);
    assertThat(weights(lease).body()).contains("\"revision\" : 2");
    time.addAndGet(9_000_000_000L);
    mesh.config().expire();
    assertThat(toV2(5)).isEqualTo(5);
    time.addAndGet(2_000_000_000L);
    mesh.config().expire();
    assertThat(toV2(5)).isZero();
    assertThat(Admin.get(mesh, "/config").body()).contains("\"leases\" : [ ]");
  }

  @Test
  void aLeaseCanBeGivenBack() throws Exception {
    weights("{\"weights\": {\"v2\": 1}, \"lease_seconds\": 10, \"owner\": \"rollout\"}");
    assertThat(Admin.send(mesh, "DELETE", "/weights/payments/all", "").statusCode()).isEqualTo(200);
    assertThat(toV2(5)).isZero();
  }

  @Test
  void saysWhatIsWrongWithWeights() throws Exception {
    assertThat(weights("{\"weights\": {\"v3\": 1}}").body())
        .contains("weights.v3: (expected: a version of payments)");
    assertThat(weights("{\"weights\": {\"v1\": 0}}").body()).contains("(expected: one above 0)");
    assertThat(weights("{\"weights\": {\"v1\": 0.5}}").statusCode()).isEqualTo(400);
    assertThat(weights("{").statusCode()).isEqualTo(400);
    assertThat(Admin.get(mesh, "/weights/nobody").statusCode()).isEqualTo(404);
    assertThat(Admin.get(mesh, "/nothing").body()).contains("/weights");
  }

  @Test
  void aWrongConfigurationIsRefusedWholeAndTheRunningOneStays() throws Exception {
    HttpResponse<String> refused =
        Admin.send(
            mesh, "PUT", "/config", "apiVersion: ballast.dev/v1\nkind: Mesh\nspec: {x: 1}\n");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("body:3:8: spec.x: unknown key").contains("metadata");
    assertThat(toV2(3)).isZero();
    assertThat(Admin.get(mesh, "/health").body()).contains("\"revision\" : 1");
  }

  @Test
  void aConfigurationWhosePortIsTakenIsRefused() throws Exception {
    String yaml =
        """
        apiVersion: ballast.dev/v1
        kind: Mesh
        metadata: {name: test}
        spec:
          services:
            - name: payments
              listen: [127.0.0.1:%d]
              versions: [{name: v1, endpoints: [127.0.0.1:%d]}]
        """
            .formatted(one.port(), two.port());
    HttpResponse<String> refused = Admin.send(mesh, "PUT", "/config", yaml);
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("cannot be bound");
    assertThat(toV2(3)).isZero();
  }

  @Test
  void drainsAnEndpointAndTakesItBack() throws Exception {
    String path = "/endpoints/payments/v1/127.0.0.1:" + one.port();
    assertThat(Admin.send(mesh, "PUT", path, "{\"draining\": true}").body())
        .contains("\"usable\" : false");
    Await.until(() -> statusOf("/") == 503);
    Admin.send(mesh, "PUT", path, "{\"draining\": false}");
    Await.until(() -> statusOf("/") == 200);
  }

  private int statusOf(String path) {
    try {
      return Caller.once(port(), path).status();
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  @Test
  void noRequestFailsWhileWeightsChange() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong served = new AtomicLong();
    AtomicLong failed = new AtomicLong();
    Thread load =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (Caller caller = new Caller(port())) {
                    while (!over.get()) {
                      (caller.get("/").status() == 200 ? served : failed).incrementAndGet();
                    }
                  } catch (java.io.IOException e) {
                    failed.incrementAndGet();
                  }
                });
    for (int i = 0; i < 100; i++) {
      mesh.config()
          .weigh(
              mesh.mesh().services().getFirst().name(),
              "all",
              new Split(Map.of("v1", 1 + i, "v2", 100 - i)),
              -1);
    }
    over.set(true);
    load.join();
    assertThat(failed).hasValue(0);
    assertThat(served.get()).isPositive();
  }

  @Test
  void refusesNamesThatAreNotLocal() throws Exception {
    try (Caller caller = new Caller(mesh.adminPort())) {
      caller.send("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      assertThat(caller.receive().status()).isEqualTo(403);
    }
  }

  @Test
  void requestsUnderWayEndBeforeTheProcessDoes() throws Exception {
    try (Backend slow =
            new Backend(
                (_, out) -> {
                  try {
                    Await.until(() -> mesh.plane().connections() >= 1);
                  } catch (InterruptedException e) {
                    return false;
                  }
                  return Backend.respond(out, 200, "done");
                });
        MeshProcess drained = MeshProcess.start(Meshes.plain(slow.port()), Ticker.SYSTEM, 1);
        Caller caller =
            new Caller(
                drained
                    .plane()
                    .portOf(drained.mesh().services().getFirst().listeners().getFirst()))) {
      caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      Await.until(() -> slow.requests.size() == 1);
      Thread drain =
          Thread.ofVirtual().start(() -> drained.plane().drain(java.time.Duration.ofSeconds(10)));
      Caller other = new Caller(port()); // Lets the slow one answer.
      Wire.Response response = caller.receive();
      assertThat(response.body()).isEqualTo("done");
      assertThat(caller.closes()).isTrue();
      drain.join();
      other.close();
    }
  }

  private HttpResponse<String> version(String method, String name, String json) throws Exception {
    return Admin.send(mesh, method, "/versions/payments/" + name, json);
  }

  private static String endpoints(Backend... backends) {
    return "{\"endpoints\": ["
        + String.join(
            ", ",
            java.util.Arrays.stream(backends)
                .map(b -> "{\"address\": \"127.0.0.1:" + b.port() + "\"}")
                .toList())
        + "]}";
  }

  @Test
  void aNewVersionGetsNothingUntilItIsGivenAWeight() throws Exception {
    try (Backend three = Backend.answering("v2")) {
      assertThat(version("PUT", "v3", endpoints(three)).statusCode()).isEqualTo(200);
      assertThat(toV2(10)).isZero();
      assertThat(weights("{\"weights\": {\"v3\": 1}}").statusCode()).isEqualTo(200);
      assertThat(toV2(10)).isEqualTo(10);
    }
  }

  @Test
  void anotherEndpointOfAVersionTakesItsShareAndLeavesWeightsAlone() throws Exception {
    weights("{\"weights\": {\"v1\": 1}, \"lease_seconds\": 10, \"owner\": \"rollout\"}");
    try (Backend twin = Backend.answering("v2")) {
      version("PUT", "v1", endpoints(one, twin));
      assertThat(toV2(200)).isBetween(50, 150);
      version("PUT", "v1", endpoints(one));
      assertThat(toV2(20)).isZero();
    }
    assertThat(Admin.get(mesh, "/weights/payments/all").body()).contains("\"owner\" : \"rollout\"");
  }

  @Test
  void aVersionWithWeightIsNotTakenAwayNotEvenBelowALease() throws Exception {
    weights("{\"weights\": {\"v2\": 1}, \"lease_seconds\": 10, \"owner\": \"rollout\"}");
    HttpResponse<String> base = version("DELETE", "v1", "");
    HttpResponse<String> leased = version("DELETE", "v2", "");

    assertThat(base.statusCode()).isEqualTo(409);
    assertThat(base.body()).contains("version v1 of payments has weight 100 on route all");
    assertThat(leased.statusCode()).isEqualTo(409);
    assertThat(toV2(5)).isEqualTo(5);
  }

  @Test
  void aVersionWithoutWeightGoesAndALeaseStays() throws Exception {
    weights("{\"weights\": {\"v1\": 0, \"v2\": 1}}");
    weights("{\"weights\": {\"v1\": 0, \"v2\": 5}, \"lease_seconds\": 10, \"owner\": \"rollout\"}");
    HttpResponse<String> gone = version("DELETE", "v1", "");

    assertThat(gone.statusCode()).isEqualTo(200);
    assertThat(gone.body()).doesNotContain("v1");
    assertThat(Admin.get(mesh, "/weights/payments/all").body())
        .contains("\"owner\" : \"rollout\"")
        .doesNotContain("v1");
    assertThat(version("DELETE", "v1", "").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNoVersionIsRefused() throws Exception {
    assertThat(version("PUT", "v3", "{\"endpoints\": []}").body())
        .contains("endpoints: (expected: a list of 1 to 1000 objects with an address)");
    assertThat(version("PUT", "-v3", endpoints(one)).statusCode()).isEqualTo(400);
    assertThat(version("PUT", "v3", endpoints(one, one)).body()).contains("(expected: each once)");
    assertThat(Admin.send(mesh, "PUT", "/versions/nobody/v1", "{}").statusCode()).isEqualTo(404);
  }
}
