// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.model.ProbeSpec;
import dev.ballast.model.RegionName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LookerTest {

  private final Looker looker = new Looker();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    looker.close();
  }

  private Look http(int port, boolean proxied) throws InterruptedException {
    return looker.look(
        new ProbeSpec(
            "door",
            ProbeSpec.Kind.HTTP,
            "outside",
            new RegionName("us-east"),
            "http://127.0.0.1:" + port + "/"),
        proxied);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void anAnswerIsAnAnswerAndAnErrorIsAPoorOne() throws Exception {
    assertThat(http(server.getAddress().getPort(), false).outcome()).isEqualTo(Outcome.ANSWERS);
    status = 404;
    assertThat(http(server.getAddress().getPort(), false).outcome()).isEqualTo(Outcome.ANSWERS);
    status = 503;
    assertThat(http(server.getAddress().getPort(), false).outcome()).isEqualTo(Outcome.POORLY);
  }

  @Test
  void whatAProxyCannotReachIsSilent() throws Exception {
    status = 503;
    assertThat(http(server.getAddress().getPort(), true).outcome()).isEqualTo(Outcome.SILENT);
    status = 500;
    assertThat(http(server.getAddress().getPort(), true).outcome()).isEqualTo(Outcome.POORLY);
  }

  @Test
  void aClosedPortIsSilentButAProxyThatIsGoneSawNothing() throws Exception {
    int closed = closedPort();
    assertThat(http(closed, false).outcome()).isEqualTo(Outcome.SILENT);
    assertThat(http(closed, false).evidence()).isTrue();
    assertThat(http(closed, true).evidence()).isFalse();
  }

  @Test
  void aConnectionThatStaysOpenIsAnAnswerAndOneThatIsDroppedIsNot() throws Exception {
    try (ServerSocket open = new ServerSocket(0)) {
      assertThat(tcp(open.getLocalPort()).outcome()).isEqualTo(Outcome.ANSWERS);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  open.accept().close(); // the one from before
                  open.accept().close();
                } catch (IOException e) {
                  // the test is over
                }
              });
      assertThat(tcp(open.getLocalPort()).outcome()).isEqualTo(Outcome.SILENT);
    }
  }

  private Look tcp(int port) throws InterruptedException {
    return looker.look(
        new ProbeSpec(
            "database",
            ProbeSpec.Kind.TCP,
            "outside",
            new RegionName("us-east"),
            "127.0.0.1:" + port),
        false);
  }
}
