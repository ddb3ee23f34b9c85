// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.RetryBudget;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.quantity.Ratio;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Endpoints that take requests and never answer, on a clock that only moves by hand. */
final class SilentEndpointTest {

  private static final Duration PER_TRY = Duration.ofMillis(500);
  private static final int EJECTS = Policies.DEFAULT.outlier().consecutive();
  private static final Retry RETRY =
      new Retry(
          2,
          PER_TRY,
          EnumSet.of(Retry.Reason.GATEWAY_ERROR, Retry.Reason.PER_TRY_TIMEOUT),
          Retry.BODY_BYTES);

  private final AtomicLong time = new AtomicLong();
  private final AtomicBoolean silent = new AtomicBoolean();

  private Backend near() throws IOException {
    return new Backend((request, out) -> silent.get() || answer(request, out, "near"));
  }

  /** {@code /busy} makes a bad answer, all else a good one. */
  private static boolean answer(Backend.Request request, java.io.OutputStream out, String name)
      throws IOException {
    return Backend.respond(out, request.path().equals("/busy") ? 503 : 200, name);
  }

  private MeshProcess start(Backend near, Backend... others) throws PortInUseException {
    int[] far = Arrays.stream(others).mapToInt(Backend::port).toArray();
    MeshService service =
        Meshes.service(
            Meshes.with(new RetryBudget(Ratio.ONE, 100)),
            List.of(Meshes.route(Split.allTo("v1"), RETRY)),
            Meshes.regions("v1", near.port(), far));
    return MeshProcess.start(Meshes.mesh(service), time::get, 1);
  }

  private void silenceEjects(MeshProcess mesh, Backend near) throws Exception {
    silent.set(true);
    int before = near.requests.size();
    List<Caller> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < EJECTS; i++) {
        Caller caller = new Caller(Meshes.portOf(mesh));
        waiting.add(caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      }
      Await.until(() -> near.requests.size() == before + EJECTS);
      time.addAndGet(PER_TRY.toNanos());
      for (Caller caller : waiting) {
        assertThat(caller.receive().body()).isEqualTo("far");
      }
    } finally {
      for (Caller caller : waiting) {
        caller.close();
      }
    }
  }

  @Test
  void isLeftAfterTheTimeOfOneTry() throws Exception {
    try (Backend near = near();
        Backend far = Backend.answering("far");
        MeshProcess mesh = start(near, far)) {
      silenceEjects(mesh, near);
      for (int i = 0; i < 20; i++) {
        assertThat(Caller.once(Meshes.portOf(mesh), "/").body()).isEqualTo("far");
      }
    }
  }

  @Test
  void isLeftThoughOneInTheOtherRegionIsOutAlready() throws Exception {
    try (Backend near = near();
        Backend out = new Backend((request, to) -> answer(request, to, "out"));
        Backend far = Backend.answering("far");
        MeshProcess mesh = start(near, out, far)) {
      for (int i = 0; i < EJECTS; i++) {
        assertThat(Caller.once(Meshes.portOf(mesh), "/busy").status()).isEqualTo(503);
        assertThat(Caller.once(Meshes.portOf(mesh), "/").body()).isEqualTo("near");
      }
      assertThat(Admin.get(mesh, "/endpoints").body()).containsOnlyOnce("\"ejected\" : true");
      silenceEjects(mesh, near);
      int asked = near.requests.size();
      for (int i = 0; i < 20; i++) {
        assertThat(Caller.once(Meshes.portOf(mesh), "/").body()).isEqualTo("far");
      }
      assertThat(near.requests).hasSize(asked);
    }
  }
}
