// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.HealthCheck;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.RateLimit;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.mesh.Version;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which version and which endpoint a request meets. */
final class RoutingTest {

  private static Route route(String name, Match match, Split split, Sticky sticky, Mirror mirror) {
    return new Route(name, match, split, sticky, Duration.ofSeconds(10), Retry.DEFAULT, mirror);
  }

  @Test
  void splitsTenThousandRequestsWithinHalfAPoint() throws Exception {
    try (Backend one = Backend.answering("v1");
        Backend two = Backend.answering("v2");
        MeshProcess mesh =
            MeshProcess.start(
                Meshes.mesh(
                    Meshes.service(
                        Policies.DEFAULT,
                        List.of(Meshes.route(new Split(Map.of("v1", 93, "v2", 7)))),
                        Meshes.version("v1", one.port()),
                        Meshes.version("v2", two.port()))),
                Ticker.SYSTEM,
                1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 10_000; i++) {
        caller.get("/");
      }
      assertThat(two.requests.size()).isCloseTo(700, within(50));
    }
  }

  @Test
  void headersAndPathsChooseRoutesAndCookiesKeepVersions() throws Exception {
    Sticky sticky = new Sticky("ver", Duration.ofHours(1));
    try (Backend one = Backend.answering("v1");
        Backend two = Backend.answering("v2");
        MeshProcess mesh =
            MeshProcess.start(
                Meshes.mesh(
                    Meshes.service(
                        Policies.DEFAULT,
                        List.of(
                            route(
                                "testers",
                                new Match("/", "", Map.of("X-Tester", "yes")),
                                Split.allTo("v2"),
                                Sticky.NONE,
                                Mirror.NONE),
                            route(
                                "beta",
                                new Match("/beta", "GET", Map.of()),
                                Split.allTo("v2"),
                                Sticky.NONE,
                                Mirror.NONE),
                            route(
                                "default",
                                Match.ANY,
                                new Split(Map.of("v1", 1, "v2", 1)),
                                sticky,
                                Mirror.NONE)),
                        Meshes.version("v1", one.port()),
                        Meshes.version("v2", two.port()))),
                Ticker.SYSTEM,
                1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      assertThat(caller.get("/", "X-Tester: yes").body()).isEqualTo("v2");
      assertThat(caller.get("/beta/x").body()).isEqualTo("v2");
      assertThat(caller.get("/beta?q").body()).isEqualTo("v2");
      Wire.Response first = caller.get("/betas");
      assertThat(first.header("set-cookie"))
          .isEqualTo("ver=" + first.body() + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
      for (int i = 0; i < 5; i++) {
        Wire.Response again = caller.get("/", "Cookie: a=b; ver=" + first.body());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("set-cookie")).isEmpty();
      }
    }
  }

  @Test
  void mirrorsRequestsWithTheirBodies() throws Exception {
    try (Backend one = Backend.answering("v1");
        Backend two = new Backend((_, out) -> Backend.respond(out, 500, "ignored"));
        MeshProcess mesh =
            MeshProcess.start(
                Meshes.mesh(
                    Meshes.service(
                        Policies.DEFAULT,
                        List.of(
                            route(
                                "all",
                                Match.ANY,
                                Split.allTo("v1"),
                                Sticky.NONE,
                                new Mirror("v2", Ratio.ONE))),
                        Meshes.version("v1", one.port()),
                        Meshes.version("v2", two.port()))),
                Ticker.SYSTEM,
                1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(caller.receive().body()).isEqualTo("v1");
      Await.until(() -> two.requests.size() == 1);
      assertThat(two.requests.getFirst().text()).isEqualTo("hello");
      assertThat(two.requests.getFirst().header("x-ballast-mirrored")).isEqualTo("1");
    }
  }

  private static MeshProcess start(Version version) throws PortInUseException {
    return MeshProcess.start(
        Meshes.mesh(
            Meshes.service(
                Policies.DEFAULT,
                List.of(route("all", Match.ANY, Split.allTo("v1"), Sticky.NONE, Mirror.NONE)),
                version)),
        Ticker.SYSTEM,
        1);
  }

  @Test
  void staysInItsRegionAndLeavesItWithoutLosingARequest() throws Exception {
    try (Backend near = Backend.answering("near");
        Backend far = Backend.answering("far")) {
      try (MeshProcess mesh = start(Meshes.regions("v1", near.port(), far.port()));
          Caller caller = new Caller(Meshes.portOf(mesh))) {
        for (int i = 0; i < 20; i++) {
          assertThat(caller.get("/").body()).isEqualTo("near");
        }
        near.close();
        for (int i = 0; i < 50; i++) {
          assertThat(caller.get("/").body()).isEqualTo("far");
        }
      }
    }
  }

  @Test
  void theLastTryOfWhatNobodyAnsweredLeavesTheRegion() throws Exception {
    try (Backend one = new Backend((_, _) -> false);
        Backend two = new Backend((_, _) -> false);
        Backend far = Backend.answering("far")) {
      List<Integer> near = List.of(one.port(), two.port());
      try (MeshProcess mesh = start(Meshes.regions("v1", near, List.of(far.port())));
          Caller caller = new Caller(Meshes.portOf(mesh))) {
        for (int i = 0; i < 3; i++) { // As many as the budget of a quiet service pays for.
          assertThat(caller.get("/").body()).isEqualTo("far");
        }
        assertThat(one.requests.size() + two.requests.size()).isEqualTo(3);
      }
    }
  }

  @Test
  void healthChecksTakeAnEndpointOutAndBack() throws Exception {
    var healthy = new java.util.concurrent.atomic.AtomicBoolean(true);
    HealthCheck check =
        new HealthCheck("/health", Duration.ofMillis(20), Duration.ofSeconds(1), 2, 2);
    try (Backend backend =
            new Backend(
                (r, out) ->
                    Backend.respond(
                        out, r.path().equals("/health") && !healthy.get() ? 503 : 200, "x"));
        MeshProcess mesh =
            MeshProcess.start(
                Meshes.mesh(
                    Meshes.service(
                        Meshes.with(check),
                        List.of(Meshes.route(Split.allTo("v1"))),
                        Meshes.version("v1", backend.port()))),
                Ticker.SYSTEM,
                1)) {
      assertThat(Caller.once(Meshes.portOf(mesh), "/").status()).isEqualTo(200);
      healthy.set(false);
      Await.until(() -> status(mesh) == 503);
      assertThat(Admin.get(mesh, "/endpoints").body()).contains("\"answers_checks\" : false");
      healthy.set(true);
      Await.until(() -> status(mesh) == 200);
    }
  }

  private static int status(MeshProcess mesh) {
    try {
      return Caller.once(Meshes.portOf(mesh), "/").status();
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  @Test
  void limitsTheRateWithStatus429() throws Exception {
    try (Backend backend = Backend.answering("x");
        MeshProcess mesh =
            MeshProcess.start(
                Meshes.mesh(
                    Meshes.service(
                        Meshes.with(new RateLimit(1, Duration.ofHours(1), 3)),
                        List.of(Meshes.route(Split.allTo("v1"))),
                        Meshes.version("v1", backend.port()))),
                Ticker.SYSTEM,
                1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 3; i++) {
        assertThat(caller.get("/").status()).isEqualTo(200);
      }
      assertThat(caller.get("/").status()).isEqualTo(429);
      assertThat(caller.get("/").status()).as("on the same connection").isEqualTo(429);
      assertThat(backend.requests).hasSize(3);
    }
  }
}
