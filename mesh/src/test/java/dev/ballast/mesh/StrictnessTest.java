// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.RequestLimits;
import dev.ballast.model.mesh.Split;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What could be understood in two ways is refused, with the right status, and never passed on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrictnessTest {

  private static final RequestLimits LIMITS =
      new RequestLimits(
          1024,
          4096,
          20,
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          50);

  private final Backend backend = backend();
  private final MeshProcess mesh = mesh(backend, LIMITS);

  private static Backend backend() {
    try {
      return new Backend((r, out) -> Backend.respond(out, 200, r.path() + " " + r.text()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static MeshProcess mesh(Backend backend, RequestLimits limits) {
    try {
      return MeshProcess.start(
          Meshes.mesh(
              limits,
              Meshes.service(
                  Policies.DEFAULT,
                  List.of(Meshes.route(new Split(Map.of("v1", 1)))),
                  Meshes.version("v1", backend.port()))),
          Ticker.SYSTEM,
          1);
    } catch (PortInUseException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  void warm() throws IOException {
    assertThat(Caller.once(port(), "/").status()).isEqualTo(200);
  }

  @AfterAll
  void stop() throws IOException {
    mesh.close();
    backend.close();
  }

  private int port() {
    return Meshes.portOf(mesh);
  }

  static Stream<Arguments> shapes() {
    String host = "Host: x\r\n";
    return Stream.of(
        shape(
            "both lengths",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        shape(
            "both lengths, other order",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        shape(
            "two lengths that differ",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
        shape(
            "two lengths that agree",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
        shape(
            "a list of lengths",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 5, 5\r\n\r\nhello"),
        shape(
            "a signed length",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: +5\r\n\r\nhello"),
        shape(
            "a negative length", 400, "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n"),
        shape(
            "a hexadecimal length",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x5\r\n\r\nhello"),
        shape(
            "a length beyond a long",
            400,
            "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n"),
        shape("an empty length", 400, "POST / HTTP/1.1\r\n" + host + "Content-Length:\r\n\r\n"),
        shape(
            "two encodings",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
        shape(
            "a list of encodings",
            400,
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
        shape(
            "a hidden chunked",
            400,
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
        shape(
            "another encoding",
            501,
            "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n"),
        shape(
            "chunked in HTTP/1.0",
            400,
            "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        shape(
            "a chunk size of nothing",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"),
        shape(
            "a chunk size of letters",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n"),
        shape(
            "a signed chunk size",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n"),
        shape(
            "a chunk size with 0x",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"),
        shape(
            "a chunk size beyond a long",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"),
        shape(
            "a chunk longer than it says",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n"),
        shape(
            "a chunk line that ends in LF",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n"),
        shape(
            "a bare CR in an extension",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n5;a\rb\r\nhello\r\n0\r\n\r\n"),
        shape(
            "an endless extension",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n5;"
                + "a".repeat(300)),
        shape(
            "a length among the trailers",
            400,
            "POST / HTTP/1.1\r\n"
                + host
                + "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\n\r\n"),
        shape("a folded header", 400, "GET / HTTP/1.1\r\n" + host + "A: b\r\n c\r\n\r\n"),
        shape(
            "a header that starts with a tab",
            400,
            "GET / HTTP/1.1\r\n" + host + "A: b\r\n\tc\r\n\r\n"),
        shape("a first header that is folded", 400, "GET / HTTP/1.1\r\n " + host + "\r\n"),
        shape("lines that end in LF", 400, "GET / HTTP/1.1\nHost: x\n\n"),
        shape("one line that ends in LF", 400, "GET / HTTP/1.1\r\n" + host + "A: b\nB: c\r\n\r\n"),
        shape("a bare CR in a value", 400, "GET / HTTP/1.1\r\n" + host + "A: b\rB: c\r\n\r\n"),
        shape("a NUL in a value", 400, "GET / HTTP/1.1\r\n" + host + "A: b\0c\r\n\r\n"),
        shape(
            "whitespace before the colon",
            400,
            "GET / HTTP/1.1\r\n" + host + "Content-Length : 5\r\n\r\nhello"),
        shape("whitespace in a name", 400, "GET / HTTP/1.1\r\n" + host + "Trans fer: x\r\n\r\n"),
        shape("no colon", 400, "GET / HTTP/1.1\r\n" + host + "nothing\r\n\r\n"),
        shape("an empty name", 400, "GET / HTTP/1.1\r\n" + host + ": x\r\n\r\n"),
        shape("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
        shape("two Hosts", 400, "GET / HTTP/1.1\r\n" + host + host + "\r\n"),
        shape("a Host with a path", 400, "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"),
        shape("two spaces in the request line", 400, "GET  / HTTP/1.1\r\n" + host + "\r\n"),
        shape("a space in the target", 400, "GET /a b HTTP/1.1\r\n" + host + "\r\n"),
        shape("a tab in the request line", 400, "GET\t/ HTTP/1.1\r\n" + host + "\r\n"),
        shape("no version", 400, "GET /\r\n" + host + "\r\n"),
        shape("a version in lower case", 400, "GET / http/1.1\r\n" + host + "\r\n"),
        shape("a version that is not there yet", 505, "GET / HTTP/3.0\r\n" + host + "\r\n"),
        shape("a user in the target", 400, "GET http://a@b/ HTTP/1.1\r\n" + host + "\r\n"),
        shape("bytes that are no text", 400, "\u0016\u0003\u0001\u0002\u0000\u0001"),
        shape("CONNECT", 400, "CONNECT x:443 HTTP/1.1\r\n" + host + "\r\n"),
        shape(
            "an unknown expectation",
            417,
            "POST / HTTP/1.1\r\n" + host + "Expect: miracles\r\nContent-Length: 0\r\n\r\n"),
        shape(
            "a long request line",
            414,
            "GET /" + "a".repeat(2000) + " HTTP/1.1\r\n" + host + "\r\n"),
        shape("an endless request line", 414, "GET /" + "a".repeat(2000)),
        shape(
            "a long header",
            431,
            "GET / HTTP/1.1\r\n" + host + "A: " + "a".repeat(2000) + "\r\n\r\n"),
        shape(
            "large headers",
            431,
            "GET / HTTP/1.1\r\n" + host + ("A: " + "a".repeat(900) + "\r\n").repeat(6)),
        shape("many headers", 431, "GET / HTTP/1.1\r\n" + host + "A: b\r\n".repeat(30) + "\r\n"));
  }

  private static Arguments shape(String name, int status, String bytes) {
    return Arguments.of(name, status, bytes);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("shapes")
  void refuses(String name, int status, String bytes) throws IOException {
    String smuggled = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    try (Caller caller = new Caller(port())) {
      caller.send(bytes.endsWith("\r\n\r\n") ? bytes + smuggled : bytes);
      Wire.Response response = caller.receive();
      assertThat(response.status()).as(name).isEqualTo(status);
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(caller.closes()).isTrue();
    }
    assertThat(backend.requests).extracting(Backend.Request::path).doesNotContain("/smuggled");
  }

  @Test
  void countsWhatItTurnsAway() throws Exception {
    try (Caller caller = new Caller(port())) {
      caller.send("GET / HTTP/7.0\r\nHost: x\r\n\r\n").receive();
    }
    assertThat(Admin.get(mesh, "/metrics").body())
        .containsPattern(
            "ballast_mesh_refused_requests_total\\{destination_service=\"payments\","
                + "response_code=\"505\"} [1-9]");
  }

  @Test
  void closesOnAHeadThatComesTooSlowly() throws IOException {
    try (Caller caller = new Caller(port())) {
      caller.send("GET / HTTP/1.1\r\nHost:");
      assertThat(caller.receive().status()).isEqualTo(408);
      assertThat(caller.closes()).isTrue();
    }
  }

  @Test
  void closesOnABodyThatStops() throws IOException {
    try (Caller caller = new Caller(port())) {
      caller.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhel");
      assertThat(caller.receive().status()).isEqualTo(408);
      assertThat(caller.closes()).isTrue();
    }
  }

  @Test
  void closesSilentlyOnClientsThatSayNothing() throws IOException {
    try (Caller quiet = new Caller(port());
        Caller idle = new Caller(port())) {
      assertThat(idle.get("/").status()).isEqualTo(200);
      assertThat(quiet.closes()).isTrue();
      assertThat(idle.closes()).isTrue();
    }
  }

  @Test
  void turnsAwayOneClientTooManyAndServesAgainLater() throws Exception {
    RequestLimits usual = RequestLimits.DEFAULT;
    RequestLimits few =
        new RequestLimits(
            usual.lineBytes(),
            usual.headBytes(),
            usual.headers(),
            usual.headTimeout(),
            usual.bodyTimeout(),
            usual.idleTimeout(),
            5);
    try (MeshProcess small = mesh(backend, few)) {
      int port = Meshes.portOf(small);
      List<Caller> callers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        callers.add(new Caller(port));
      }
      Await.until(() -> small.plane().connections() == 5);
      try (Caller late = new Caller(port)) {
        assertThat(late.closes()).isTrue();
      }
      for (Caller caller : callers) {
        caller.close();
      }
      Await.until(() -> small.plane().connections() == 0);
      assertThat(Caller.once(port, "/").status()).isEqualTo(200);
    }
  }

  @Test
  void takesWhatIsUnusualAndRight() throws IOException {
    try (Caller caller = new Caller(port())) {
      caller.send("\r\nGET http://other:80/abs HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(caller.receive().body()).startsWith("/abs");
      assertThat(backend.requests.getLast().header("host")).isEqualTo("other:80");
      caller.send(
          "POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n00A ;x=\"y\"\r\n0123456789\r\n0\r\nX-Sum: t\r\n\r\n");
      assertThat(caller.receive().body()).isEqualTo("/c 0123456789");
    }
  }

  @Test
  void dropsHeadersThatAreForOneConnection() throws IOException {
    try (Caller caller = new Caller(port())) {
      caller.get("/hop", "Connection: keep-alive, X-Mine, Host", "X-Mine: 1", "Keep-Alive: 5");
      Backend.Request seen = backend.requests.getLast();
      assertThat(seen.header("x-mine")).isEmpty();
      assertThat(seen.header("keep-alive")).isEmpty();
      assertThat(seen.header("host")).isEqualTo("x");
    }
  }
}
