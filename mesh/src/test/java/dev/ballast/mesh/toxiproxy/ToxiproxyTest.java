// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Where the original is weak, and what it does not have: seeds, leases, limits, atomic creates. */
class ToxiproxyTest {

  private static final String RESET_HALF =
      """
      {"type": "reset_peer", "toxicity": 0.5, "attributes": {"timeout": 0}}""";

  @Test
  void aSeedReallyDecidesWhichConnectionsAreHit() throws IOException {
    List<Boolean> first = hits(5);
    assertThat(first).contains(true, false);
    assertThat(hits(5)).isEqualTo(first);
    assertThat(hits(6)).isNotEqualTo(first);
  }

  @Test
  void aToxicWithALeaseEndsWhenNobodyRenewsIt() throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer()) {
      int port = server.proxy("p", echo.port(), "");
      JsonNode made =
          server.json(
              "POST",
              "/proxies/p/toxics",
              """
              {"type": "bandwidth", "attributes": {"rate": 0}, "lease_seconds": 1.5}""");
      assertThat(made.get("lease_seconds").doubleValue()).isEqualTo(1.5);
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write('x');
        pass(server, 1_400);
        server.call("POST", "/proxies/p/toxics/bandwidth_downstream", "{}");
        pass(server, 1_499);
        assertThat(server.json("GET", "/proxies/p/toxics", "")).hasSize(1);
        pass(server, 1);
        assertThat(server.json("GET", "/proxies/p/toxics", "")).isEmpty();
        assertThat(socket.getInputStream().read()).isEqualTo('x');
      }
    }
  }

  @Test
  void aDefaultLeaseHoldsForToxicsThatAskForNone() {
    try (TestServer server = new TestServer(1, Duration.ofSeconds(30), ToxiproxyLimits.DEFAULT)) {
      server.proxy("p", 1, "");
      server.call("POST", "/proxies/p/toxics", "{\"type\": \"noop\"}");
      assertThat(server.leases.all()).hasSize(1);
      server.call("DELETE", "/proxies/p/toxics/noop_downstream", "");
      assertThat(server.leases.all()).isEmpty();
      pass(server, 60_000);
    }
  }

  @Test
  void leasesGoWithTheirProxyAndWithAReset() {
    try (TestServer server = new TestServer(1, Duration.ofSeconds(30), ToxiproxyLimits.DEFAULT)) {
      server.proxy("p", 1, ", \"toxics\": [{\"type\": \"noop\"}]");
      server.proxy("q", 1, ", \"toxics\": [{\"type\": \"noop\"}]");
      server.call("DELETE", "/proxies/p", "");
      assertThat(server.leases.all()).hasSize(1);
      server.call("POST", "/reset", "");
      assertThat(server.leases.all()).isEmpty();
    }
  }

  @Test
  void refusesALeaseThatIsTooLong() {
    try (TestServer server = new TestServer()) {
      server.proxy("p", 1, "");
      JsonNode refused =
          server.json(
              "POST", "/proxies/p/toxics", "{\"type\": \"noop\", \"lease_seconds\": 86400}");
      assertThat(refused.get("error").stringValue())
          .isEqualTo("bad request body: lease: 86400.0 s (expected: 0.1 to 600.0 s)");
      assertThat(server.json("GET", "/proxies/p/toxics", "")).isEmpty();
    }
  }

  @Test
  void aProxyAndItsToxicsAreMadeInOneStepOrNotAtAll() throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer()) {
      String broken = ", \"toxics\": [{\"type\": \"noop\"}, {\"type\": \"nosuch\"}]";
      String body = "{\"name\": \"p\", \"listen\": \"127.0.0.1:0\", \"upstream\": \"u:1\"" + broken;
      assertThat(server.call("POST", "/proxies", body + "}").statusCode()).isEqualTo(400);
      assertThat(server.json("GET", "/proxies", "")).isEmpty();
      int port =
          server.proxy(
              "p",
              echo.port(),
              """
              , "toxics": [{"type": "latency", "attributes": {"latency": 100}}]""");
      long start = System.nanoTime();
      assertThat(echoes(port)).isTrue();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
    }
  }

  @Test
  void anUpstreamThatDoesNotAnswerHoldsUpNobody() throws IOException {
    ToxiproxyLimits limits = withDial(Duration.ofMillis(300));
    try (TestServer server = new TestServer(1, Duration.ZERO, limits);
        ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> fillers = fill(deaf);
      int port = server.proxy("p", deaf.getLocalPort(), "");
      long start = System.nanoTime();
      try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
          Socket two = new Socket(InetAddress.getLoopbackAddress(), port)) {
        server.call(
            "POST", "/proxies/p/toxics", "{\"type\": \"latency\", \"stream\": \"upstream\"}");
        assertThat(server.json("GET", "/proxies/p/toxics", "")).hasSize(1);
        assertThat(one.getInputStream().read()).isNegative();
        assertThat(two.getInputStream().read()).isNegative();
      }
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(290_000_000L);
      for (Socket filler : fillers) {
        filler.close();
      }
    }
  }

  @Test
  void limitsAreAnsweredAndNothingBeyondThemIsHeld() throws IOException {
    ToxiproxyLimits small =
        new ToxiproxyLimits(1, 1, 10, 200, 1, 10, Duration.ofSeconds(1), Duration.ofSeconds(9));
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer(1, Duration.ZERO, small)) {
      int port = server.proxy("p", echo.port(), "");
      assertThat(server.call("POST", "/proxies", proxy("q")).body())
          .contains("too many proxies: the limit is 1");
      assertThat(server.call("POST", "/proxies", proxy("much-too-long")).body())
          .contains("name: more than 10 characters");
      server.call("POST", "/proxies/p/toxics", "{\"name\": \"a\", \"type\": \"noop\"}");
      String second = "{\"name\": \"b\", \"type\": \"noop\"}";
      assertThat(server.call("POST", "/proxies/p/toxics", second).statusCode()).isEqualTo(429);
      assertThat(server.call("POST", "/populate", " ".repeat(300)).statusCode()).isEqualTo(413);
      try (Socket inside = new Socket(InetAddress.getLoopbackAddress(), port)) {
        inside.getOutputStream().write('x');
        assertThat(inside.getInputStream().read()).isEqualTo('x');
        assertThat(echoes(port)).isFalse();
      }
      assertThat(server.call("GET", "/metrics", "").body())
          .contains("ballast_toxiproxy_refused_total 1\n");
    }
  }

  @Test
  void countsBytesWhileTheyPassNotWhenTheConnectionEnds() throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer()) {
      int port = server.proxy("p", echo.port(), "");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(5)).hasSize(5);
        String labels =
            "proxy=\"p\",listener=\"127.0.0.1:%d\",upstream=\"127.0.0.1:%d\"} 5\n"
                .formatted(port, echo.port());
        assertThat(server.call("GET", "/metrics", "").body())
            .contains("toxiproxy_proxy_received_bytes_total{direction=\"upstream\"," + labels)
            .contains("toxiproxy_proxy_received_bytes_total{direction=\"downstream\"," + labels)
            .contains("toxiproxy_proxy_sent_bytes_total{direction=\"upstream\"," + labels)
            .contains("toxiproxy_proxy_sent_bytes_total{direction=\"downstream\"," + labels);
      }
    }
  }

  @Test
  void resetNeedsNeitherBodyNorLength() throws IOException {
    try (TestServer server = new TestServer();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write("POST /reset HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(24), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 204 No Content\r\n".substring(0, 24));
    }
  }

  @Test
  void wrongBodiesAreNamedInTheOriginalsWords() {
    try (TestServer server = new TestServer()) {
      assertThat(error(server, "/proxies", "")).isEqualTo("bad request body: EOF");
      assertThat(error(server, "/proxies", "{")).isEqualTo("bad request body: unexpected EOF");
      assertThat(error(server, "/proxies", "{\"name\": 1}"))
          .isEqualTo(
              "bad request body: json: cannot unmarshal number 1 into Go struct field"
                  + " Proxy.name of type string");
      server.proxy("p", 1, "");
      assertThat(
              error(
                  server,
                  "/proxies/p/toxics",
                  "{\"type\": \"latency\", \"attributes\": {\"latency\": -1}}"))
          .isEqualTo("bad request body: latency: latency: -1 (expected: >= 0)");
    }
  }

  @Test
  void aDirtyPortSaysSoAsGoDoes() throws IOException {
    try (TestServer server = new TestServer();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + taken.getLocalPort();
      String body =
          "{\"name\": \"p\", \"listen\": \"%s\", \"upstream\": \"u:1\"}".formatted(listen);
      assertThat(server.call("POST", "/proxies", body).statusCode()).isEqualTo(500);
      assertThat(error(server, "/proxies", body))
          .isEqualTo("listen tcp " + listen + ": bind: address already in use");
    }
  }

  @Test
  void keepsHalfOpenConnectionsOpen() throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer()) {
      int port = server.proxy("p", echo.port(), "");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write("all".getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertThat(socket.getInputStream().readAllBytes()).hasSize(3);
      }
    }
  }

  @Test
  void bytesThatAreHeldSurviveAClientThatFinishesAtOnce() throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer()) {
      String slow =
          """
          {"type": "latency", "stream": "upstream", "attributes": {"latency": 5}}""";
      int port = server.proxy("p", echo.port(), ", \"toxics\": [" + slow + "]");
      for (int i = 0; i < 50; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(new byte[3_000]);
          socket.shutdownOutput();
          assertThat(socket.getInputStream().readAllBytes()).hasSize(3_000);
        }
      }
    }
  }

  private static String error(TestServer server, String path, String body) {
    return server.json("POST", path, body).get("error").stringValue();
  }

  private static String proxy(String name) {
    return "{\"name\": \"%s\", \"listen\": \"127.0.0.1:0\", \"upstream\": \"127.0.0.1:1\"}"
        .formatted(name);
  }

  private static void pass(TestServer server, long millis) {
    server.clock.addAndGet(Duration.ofMillis(millis).toNanos());
    server.leases.expire();
  }

  private static List<Boolean> hits(long seed) throws IOException {
    try (EchoServer echo = new EchoServer();
        TestServer server = new TestServer(seed, Duration.ZERO, ToxiproxyLimits.DEFAULT)) {
      int port = server.proxy("p", echo.port(), ", \"toxics\": [" + RESET_HALF + "]");
      List<Boolean> hits = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        hits.add(!echoes(port));
      }
      return hits;
    }
  }

  private static boolean echoes(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes all places in a server's queue, so that the next connect gets no answer. */
  private static List<Socket> fill(ServerSocket deaf) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    try {
      while (fillers.size() < 100) {
        Socket filler = new Socket();
        fillers.add(filler);
        filler.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.getLocalPort()), 200);
      }
    } catch (SocketTimeoutException e) {
      return fillers;
    }
    throw new IOException("the queue has no end");
  }

  private static ToxiproxyLimits withDial(Duration dial) {
    ToxiproxyLimits d = ToxiproxyLimits.DEFAULT;
    return new ToxiproxyLimits(
        d.proxies(),
        d.toxics(),
        d.nameChars(),
        d.bodyBytes(),
        d.connections(),
        d.apiConnections(),
        dial,
        d.idle());
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> withDial(Duration.ZERO)).hasMessage("dial: 0 (expected: >= 1)");
  }
}
