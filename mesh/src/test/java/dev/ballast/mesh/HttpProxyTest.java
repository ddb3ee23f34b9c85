// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import org.junit.jupiter.api.Test;

/** Requests and responses of HTTP/1.1 pass through as they are meant. */
final class HttpProxyTest {

  private static MeshProcess over(Backend backend) throws PortInUseException {
    return MeshProcess.start(Meshes.plain(backend.port()), Ticker.SYSTEM, 1);
  }

  @Test
  void passesRequestsAndResponsesOnOneConnection() throws Exception {
    try (Backend backend = Backend.answering("hello");
        MeshProcess mesh = over(backend);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      for (int i = 0; i < 3; i++) {
        assertThat(caller.get("/a?n=" + i, "X-Test: 1").body()).isEqualTo("hello");
      }
      assertThat(backend.requests)
          .extracting(Backend.Request::path)
          .containsExactly("/a?n=0", "/a?n=1", "/a?n=2");
      assertThat(backend.accepted).hasValue(1);
    }
  }

  @Test
  void streamsBodiesOfBothKinds() throws Exception {
    try (Backend backend =
            new Backend(
                (r, out) ->
                    Backend.raw(
                        out,
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
                            + Integer.toHexString(r.body().length)
                            + "\r\n"
                            + r.text()
                            + "\r\n0\r\n\r\n"));
        MeshProcess mesh = over(backend);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      String big = "x".repeat(300_000);
      caller.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + big);
      assertThat(caller.receive().body()).isEqualTo("abc" + big);
      caller.send(
          "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("abchi");
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    try (Backend backend = new Backend((r, out) -> Backend.respond(out, 200, r.path()));
        MeshProcess mesh = over(backend);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send(
          "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3 HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("/1");
      assertThat(caller.receive().body()).isEqualTo("/2");
      assertThat(caller.receive().body()).isEqualTo("/3");
    }
  }

  @Test
  void says503WhenNobodyListens() throws Exception {
    try (MeshProcess mesh = MeshProcess.start(Meshes.plain(Meshes.NOBODY), Ticker.SYSTEM, 1)) {
      Wire.Response response = Caller.once(Meshes.portOf(mesh), "/");
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.body()).contains("no connection to an endpoint of payments");
    }
  }

  @Test
  void answersHeadWithoutBody() throws Exception {
    try (Backend backend =
            new Backend(
                (_, out) -> Backend.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"));
        MeshProcess mesh = over(backend);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      caller.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.receiveToHead().header("content-length")).isEqualTo("5");
      caller.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.receiveToHead().status()).isEqualTo(200);
    }
  }

  @Test
  void endsResponsesOfUnknownLengthForOldAndNewClients() throws Exception {
    try (Backend backend =
            new Backend(
                (_, out) -> {
                  Backend.raw(out, "HTTP/1.1 200 OK\r\n\r\nuntil the end");
                  return false;
                });
        MeshProcess mesh = over(backend);
        Caller modern = new Caller(Meshes.portOf(mesh));
        Caller old = new Caller(Meshes.portOf(mesh))) {
      Wire.Response response = modern.get("/");
      assertThat(response.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(response.body()).isEqualTo("until the end");
      assertThat(modern.get("/").body()).isEqualTo("until the end");
      assertThat(old.send("GET / HTTP/1.0\r\n\r\n").receive().body()).isEqualTo("until the end");
      assertThat(old.closes()).isTrue();
    }
  }
}
