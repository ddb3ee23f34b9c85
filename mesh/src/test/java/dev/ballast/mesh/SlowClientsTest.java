// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.RequestLimits;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Clients that keep a connection busy with next to nothing, on a clock that moves by hand. */
final class SlowClientsTest {

  private static final RequestLimits LIMITS = RequestLimits.DEFAULT;

  /** More than what buffers on the way hold. */
  private static final String LARGE = "x".repeat(32 << 20);

  private final AtomicLong time = new AtomicLong();

  /** Only the patience with the client may end anything. */
  private MeshProcess start(Backend backend) throws PortInUseException {
    Route endless =
        new Route(
            "all",
            Match.ANY,
            Split.allTo("v1"),
            Sticky.NONE,
            Duration.ZERO,
            Meshes.NO_RETRY,
            Mirror.NONE);
    return MeshProcess.start(
        Meshes.mesh(
            Meshes.service(
                Policies.DEFAULT, List.of(endless), Meshes.version("v1", backend.port()))),
        time::get,
        1);
  }

  /** Whatever was sent before has been read when another client of the same loop is answered. */
  private static void settle(MeshProcess mesh) throws IOException {
    assertThat(Caller.once(Meshes.portOf(mesh), "/").status()).isEqualTo(200);
  }

  @Test
  void aHeadThatDripsHasNoMoreTimeThanOneThatStops() throws Exception {
    try (Backend backend = Backend.answering("x");
        MeshProcess mesh = start(backend);
        Caller dripping = new Caller(Meshes.portOf(mesh))) {
      dripping.send("GET / HTTP/1.1\r\nHost: x\r\nX: ");
      settle(mesh);
      for (int i = 0; i < 4; i++) {
        time.addAndGet(LIMITS.headTimeout().toNanos() / 4);
        dripping.send("x");
        settle(mesh);
      }
      assertThat(dripping.receive().status()).isEqualTo(408);
      assertThat(dripping.closes()).isTrue();
      time.addAndGet(
          Duration.ofSeconds(1).toNanos()); // Nor does it keep its half of the connection.
      Await.until(() -> mesh.plane().connections() == 0);
    }
  }

  @Test
  void aReaderThatDoesNotReadIsLeft() throws Exception {
    try (Backend backend = new Backend((_, out) -> Backend.respond(out, 200, LARGE));
        MeshProcess mesh = start(backend);
        Caller sleeping = new Caller(Meshes.portOf(mesh))) {
      sleeping.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      Await.until(() -> backend.requests.size() == 1);
      Await.until(
          () -> {
            time.addAndGet(LIMITS.bodyTimeout().toNanos() / 100);
            return mesh.plane().connections() == 0;
          });
      Await.until(() -> backend.open() == 0);
    }
  }
}
