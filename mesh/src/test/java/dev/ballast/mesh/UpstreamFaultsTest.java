// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Connections;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that misbehave: the client gets the right answer, and nothing is left behind. */
final class UpstreamFaultsTest {

  private static Route route(Retry retry, Duration timeout) {
    return new Route("all", Match.ANY, Split.allTo("v1"), Sticky.NONE, timeout, retry, Mirror.NONE);
  }

  private static Mesh mesh(Route route, int... ports) {
    return Meshes.mesh(
        Meshes.service(Policies.DEFAULT, List.of(route), Meshes.version("v1", ports)));
  }

  private static MeshProcess start(Mesh mesh) throws PortInUseException {
    return MeshProcess.start(mesh, Ticker.SYSTEM, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 2xx OK\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "HTTP/1.1 101 Switching\r\n\r\n"
      })
  void says502ToAnswersThatBreakTheRules(String answer) throws Exception {
    try (Backend backend = new Backend((_, out) -> Backend.raw(out, answer));
        MeshProcess mesh = start(Meshes.plain(backend.port()))) {
      assertThat(Caller.once(Meshes.portOf(mesh), "/").status()).isEqualTo(502);
      Await.until(() -> backend.open() == 0);
    }
  }

  @Test
  void says502WhenTheConnectionBreaksBeforeAResponse() throws Exception {
    try (Backend backend = new Backend((_, _) -> false);
        MeshProcess mesh = start(Meshes.plain(backend.port()))) {
      Wire.Response response = Caller.once(Meshes.portOf(mesh), "/");
      assertThat(response.status()).isEqualTo(502);
      assertThat(response.body()).contains("broke the connection");
    }
  }

  @Test
  void breaksOffWhenTheConnectionBreaksInsideABody() throws Exception {
    try (Backend backend =
            new Backend(
                (_, out) -> {
                  Backend.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                  return false;
                });
        MeshProcess mesh = start(Meshes.plain(backend.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      assertThatThrownBy(() -> caller.get("/"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("closed inside a body");
      Await.until(() -> mesh.plane().connections() == 0);
    }
  }

  @Test
  void breaksOffWhenAnEndpointResetsInsideABodyAndServesTheNext() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    try (Backend backend =
            new Backend(
                (_, out) ->
                    seen.getAndIncrement() == 0
                        ? Backend.raw(
                            out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this")
                        : Backend.respond(out, 200, "whole"));
        MeshProcess mesh = start(Meshes.plain(backend.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.receiveToHead().status()).isEqualTo(200);
      backend.resetAll();
      assertThat(caller.rest()).isEqualTo("only this");
      Await.until(() -> mesh.plane().connections() == 0);
      assertThat(Caller.once(Meshes.portOf(mesh), "/").body()).isEqualTo("whole");
    }
  }

  @Test
  void breaksOffWhenAChunkedBodyIsCutShort() throws Exception {
    try (Backend backend =
            new Backend(
                (_, out) -> {
                  Backend.raw(
                      out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
                  return false;
                });
        MeshProcess mesh = start(Meshes.plain(backend.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      assertThatThrownBy(() -> caller.get("/")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void says504WhenNoResponseComesInTime() throws Exception {
    try (Backend backend = new Backend((_, _) -> true);
        MeshProcess mesh =
            start(mesh(route(Meshes.NO_RETRY, Duration.ofMillis(100)), backend.port()))) {
      assertThat(Caller.once(Meshes.portOf(mesh), "/").status()).isEqualTo(504);
      Await.until(() -> backend.open() == 0);
    }
  }

  @Test
  void retriesWhatIsSafeToRepeatOnTheOtherEndpoint() throws Exception {
    try (Backend bad = new Backend((_, out) -> Backend.respond(out, 503, "busy"));
        Backend good = Backend.answering("fine");
        MeshProcess mesh =
            start(mesh(route(Retry.DEFAULT, Duration.ofSeconds(5)), bad.port(), good.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 5; i++) {
        assertThat(caller.get("/").body()).isEqualTo("fine");
      }
    }
  }

  @Test
  void keepsABodyForAnotherTry() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    try (Backend backend =
            new Backend(
                (r, out) ->
                    seen.getAndIncrement() == 0
                        ? Backend.respond(out, 503, "")
                        : Backend.respond(out, 200, r.text()));
        MeshProcess mesh =
            start(mesh(route(Retry.DEFAULT, Duration.ofSeconds(5)), backend.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(caller.receive().body()).isEqualTo("hello");
      assertThat(backend.requests).hasSize(2);
    }
  }

  @Test
  void neverRepeatsAPostThatWasSent() throws Exception {
    try (Backend backend = new Backend((_, out) -> Backend.respond(out, 503, ""));
        MeshProcess mesh =
            start(mesh(route(Retry.DEFAULT, Duration.ofSeconds(5)), backend.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(caller.receive().status()).isEqualTo(503);
      assertThat(backend.requests).hasSize(1);
    }
  }

  @Test
  void repeatsAPostThatReachedNobody() throws Exception {
    try (Backend good = Backend.answering("fine");
        MeshProcess mesh =
            start(mesh(route(Retry.DEFAULT, Duration.ofSeconds(5)), Meshes.NOBODY, good.port()));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 5; i++) {
        caller.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(caller.receive().body()).isEqualTo("fine");
      }
    }
  }

  @Test
  void givesATryUpWhenItsTimeIsOver() throws Exception {
    AtomicInteger seen = new AtomicInteger();
    Retry retry =
        new Retry(2, Duration.ofMillis(100), java.util.Set.of(Retry.Reason.PER_TRY_TIMEOUT), 0);
    try (Backend backend =
            new Backend(
                (_, out) -> seen.getAndIncrement() == 0 || Backend.respond(out, 200, "late"));
        MeshProcess mesh = start(mesh(route(retry, Duration.ofSeconds(5)), backend.port()))) {
      assertThat(Caller.once(Meshes.portOf(mesh), "/").body()).isEqualTo("late");
    }
  }

  @Test
  void saysSoWhenTooManyWait() throws Exception {
    Policies narrow =
        Meshes.with(new Connections(Duration.ofSeconds(1), 1, 0, Duration.ofSeconds(60)));
    try (Backend backend = new Backend((_, _) -> true);
        MeshProcess mesh =
            start(
                Meshes.mesh(
                    Meshes.service(
                        narrow,
                        List.of(Meshes.route(Split.allTo("v1"))),
                        Meshes.version("v1", backend.port()))));
        Caller first = new Caller(Meshes.portOf(mesh))) {
      first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      Await.until(() -> backend.requests.size() == 1);
      Wire.Response response = Caller.once(Meshes.portOf(mesh), "/");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("too many requests wait");
    }
  }

  @Test
  void letsGoOfTheEndpointWhenTheClientIsGone() throws Exception {
    try (Backend backend = new Backend((_, _) -> true);
        MeshProcess mesh = start(Meshes.plain(backend.port()))) {
      try (Caller caller = new Caller(Meshes.portOf(mesh))) {
        caller.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Await.until(() -> backend.requests.size() == 1);
      }
      Await.until(() -> backend.open() == 0);
    }
  }

  @Test
  void answersBeforeTheBodyIsReadAndCloses() throws Exception {
    try (MeshProcess mesh = start(Meshes.plain(Meshes.NOBODY));
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome");
      assertThat(caller.receive().status()).isEqualTo(503);
      assertThat(caller.closes()).isTrue();
    }
  }
}
