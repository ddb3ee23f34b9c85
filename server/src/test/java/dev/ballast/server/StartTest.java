// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.server.http.CannotListenException;
import dev.ballast.server.http.HttpServer;
import dev.ballast.server.http.PortInUseException;
import dev.ballast.server.http.Ports;
import dev.ballast.testkit.FakeClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, restarts, and what they fail for. */
class StartTest {
  @Test
  void namesTheBusyPortAndTheFlag(@TempDir Path other) throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ServerConfig wanted =
          ServerConfig.in(other)
              .withListen(new ServerConfig.Listen("127.0.0.1", busy.getLocalPort(), 0, 0));

      assertThatThrownBy(() -> BallastServer.start(wanted))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("127.0.0.1:" + busy.getLocalPort() + " is in use")
          .hasMessageContaining("--port");
    }
  }

  @Test
  void doesWithoutAnExtraPortThatIsBusy(@TempDir Path other) throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        BallastServer server =
            BallastServer.start(
                ServerConfig.in(other)
                    .withListen(new ServerConfig.Listen("127.0.0.1", 0, busy.getLocalPort(), 0)))) {
      assertThat(server.port()).isPositive();
    }
  }

  @Test
  void refusesToListenToOthersWithoutAToken(@TempDir Path other) {
    ServerConfig wide =
        ServerConfig.in(other).withListen(new ServerConfig.Listen("0.0.0.0", 0, 0, 0));

    assertThatThrownBy(() -> BallastServer.start(wide))
        .isInstanceOf(InvalidServerConfigException.class)
        .hasMessageContaining("--host: 0.0.0.0")
        .hasMessageContaining("ballast token create");
  }

  @Test
  void saysWhatToConnectFirstWhenThereIsNothing(@TempDir Path other) {
    try (LiveShop empty = LiveShop.empty(other)) {
      empty.server.judge();

      assertThat(empty.get("/"))
          .contains("Nothing is connected yet.")
          .contains("OTEL_EXPORTER_OTLP_ENDPOINT=" + empty.server.url())
          .contains("ballast demo");
    }
  }

  @Test
  void goesOnAfterARestart(@TempDir Path other) throws IOException {
    Path data = other.resolve("data");
    Path folder = other.resolve("config");
    FakeClock clock;
    try (LiveShop first = LiveShop.configured(data, folder)) {
      clock = first.clock;
      first.run(Duration.ofSeconds(40), 3);
    }
    ServerConfig same = ServerConfig.in(data).withConfigDir(folder).withTimeScale(20);
    try (LiveShop second = new LiveShop(same, clock)) {
      second.server.judge();

      assertThat(second.get("/api/v1/traces?service=payments&from=2025-12-31T00:00:00Z"))
          .contains("\"service\":\"payments\"");
      assertThat(second.get("/api/v1/events?name=version.&limit=1000"))
          .contains("payments v1.0.0 first seen in us-east");
    }
  }

  @Test
  void saysThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(
            () ->
                HttpServer.start(
                    new HttpServer.Address("192.0.2.1", 7799, null), List.of(), server -> {}))
        .isInstanceOf(CannotListenException.class)
        .hasMessageContaining("--host: 192.0.2.1 (expected: an address of this machine)");
  }

  @Test
  void leavesNoPortOpenWhenItCannotStart(@TempDir Path other) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    FakeClock clock = FakeClock.atStart();
    InstantSource failing =
        () -> {
          if (!Ports.isFree("127.0.0.1", port)) {
            throw new IllegalStateException("no time");
          }
          return clock.instant();
        };

    assertThatThrownBy(
            () ->
                BallastServer.byHand(
                    ServerConfig.in(other)
                        .withListen(new ServerConfig.Listen("127.0.0.1", port, 0, 0)),
                    failing))
        .hasMessage("no time");

    assertThat(Ports.isFree("127.0.0.1", port)).isTrue();
  }
}
