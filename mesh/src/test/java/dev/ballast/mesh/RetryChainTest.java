// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Three services behind each other and a mesh of its own before each: who retries, and how often?
 */
final class RetryChainTest {

  private static final int REQUESTS = 500;

  private final AtomicLong time = new AtomicLong();

  private MeshProcess mesh(Backend backend, long seed) throws PortInUseException {
    return mesh(seed, backend.port());
  }

  private MeshProcess mesh(long seed, int... ports) throws PortInUseException {
    return MeshProcess.start(
        Meshes.mesh(
            Meshes.service(
                Policies.DEFAULT,
                java.util.List.of(Meshes.route(Split.allTo("v1"), Retry.DEFAULT)),
                Meshes.version("v1", ports))),
        time::get,
        seed);
  }

  private static Backend passingOn(MeshProcess next) throws IOException {
    return new Backend((request, out) -> passOn(request, out, Meshes.portOf(next)));
  }

  /** As services do that propagate W3C's trace context. */
  private static boolean passOn(Backend.Request request, OutputStream out, int port)
      throws IOException {
    Wire.Response inner =
        Caller.once(
            port,
            "/",
            "traceparent: " + request.header("traceparent"),
            "tracestate: " + request.header("tracestate"));
    return Backend.respond(out, inner.status(), inner.body());
  }

  /**
   * Asks at a hundred a second of the mesh's time; returns how many requests were answered well.
   */
  private int ask(MeshProcess entry) throws IOException {
    int well = 0;
    try (Caller caller = new Caller(Meshes.portOf(entry))) {
      for (int i = 0; i < REQUESTS; i++) {
        well += caller.get("/").status() == 200 ? 1 : 0;
        time.addAndGet(10_000_000);
      }
    }
    return well;
  }

  @Test
  void whatFailsThreeCallsDeepIsRetriedByTheFirstMeshOnly() throws Exception {
    try (Backend d = new Backend((_, out) -> Backend.respond(out, 503, ""));
        MeshProcess third = mesh(d, 3);
        Backend c = passingOn(third);
        MeshProcess second = mesh(c, 2);
        Backend b = passingOn(second);
        MeshProcess first = mesh(b, 1)) {
      assertThat(ask(first)).isZero();
      assertThat((double) b.requests.size() / REQUESTS).isBetween(1.1, 1.2);
      assertThat(c.requests).hasSameSizeAs(b.requests);
      assertThat(d.requests).hasSameSizeAs(b.requests);
    }
  }

  @Test
  void whatFailsSeldomIsRetriedWhereItFails() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (Backend d =
            new Backend(
                (_, out) ->
                    Backend.respond(out, count.incrementAndGet() % 100 == 0 ? 503 : 200, "fine"));
        MeshProcess third = mesh(d, 3);
        Backend c = passingOn(third);
        MeshProcess first = mesh(c, 1)) {
      assertThat(ask(first)).isEqualTo(REQUESTS);
      assertThat(c.requests).hasSize(REQUESTS);
      assertThat(d.requests).hasSizeGreaterThan(REQUESTS);
    }
  }

  @Test
  void whatWasNeverSentIsRetriedWhereverItHappens() throws Exception {
    try (Backend d = Backend.answering("fine");
        MeshProcess third = mesh(3, Meshes.NOBODY, d.port());
        Backend c = passingOn(third);
        MeshProcess first = mesh(c, 1)) {
      assertThat(ask(first)).isEqualTo(REQUESTS);
      assertThat(c.requests).hasSize(REQUESTS);
    }
  }
}
