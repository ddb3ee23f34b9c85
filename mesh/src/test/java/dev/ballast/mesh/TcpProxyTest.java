// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.mesh.time.Ticker;
import dev.ballast.model.ServiceName;
import dev.ballast.model.mesh.Address;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.Match;
import dev.ballast.model.mesh.Mesh;
import dev.ballast.model.mesh.MeshService;
import dev.ballast.model.mesh.Mirror;
import dev.ballast.model.mesh.Policies;
import dev.ballast.model.mesh.Protocol;
import dev.ballast.model.mesh.Retry;
import dev.ballast.model.mesh.Route;
import dev.ballast.model.mesh.Split;
import dev.ballast.model.mesh.Sticky;
import dev.ballast.model.mesh.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes pass in both directions, each until its sender is done. */
final class TcpProxyTest {

  /** Sends back what it gets, and a farewell after the sender's end. */
  private static final class Echo implements AutoCloseable {
    final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Echo() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      while (!server.isClosed()) {
        try {
          Socket socket = server.accept();
          Thread.ofVirtual().start(() -> echo(socket));
        } catch (IOException e) {
          return;
        }
      }
    }

    private static void echo(Socket socket) {
      try (socket) {
        socket.getInputStream().transferTo(socket.getOutputStream());
        socket.getOutputStream().write("bye".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The other side is gone.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static Mesh mesh(int... ports) {
    MeshService service =
        new MeshService(
            new ServiceName("database"),
            Protocol.TCP,
            List.of(new Listener(new Address("127.0.0.1", 0), "orders", TlsMode.NONE)),
            List.of(Meshes.version("v1", ports)),
            List.of(
                new Route(
                    "default",
                    Match.ANY,
                    Split.allTo("v1"),
                    Sticky.NONE,
                    Duration.ZERO,
                    Retry.DEFAULT,
                    Mirror.NONE)),
            Policies.DEFAULT,
            TlsMode.NONE);
    return Meshes.mesh(service);
  }

  @Test
  void relaysBothWaysAndKeepsHalfClosedConnections() throws Exception {
    try (Echo echo = new Echo();
        MeshProcess mesh = MeshProcess.start(mesh(echo.server.getLocalPort()), Ticker.SYSTEM, 1);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Meshes.portOf(mesh))) {
      socket.setSoTimeout(20_000);
      String big = "0123456789".repeat(100_000);
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      socket
                          .getOutputStream()
                          .write(big.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                      socket.shutdownOutput();
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      String got =
          new String(
              socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
      sender.join();
      assertThat(got).isEqualTo(big + "bye");
      Await.until(() -> mesh.plane().connections() == 0);
      assertThat(Admin.get(mesh, "/metrics").body())
          .containsPattern("istio_tcp_sent_bytes_total\\{.*source_workload=\"orders\".*} 1000000")
          .containsPattern("istio_tcp_received_bytes_total\\{.*} 1000003")
          .containsPattern("istio_tcp_connections_closed_total\\{.*} 1");
    }
  }

  @Test
  void triesAnotherEndpointWhenOneIsGone() throws Exception {
    try (Echo echo = new Echo();
        MeshProcess mesh =
            MeshProcess.start(mesh(Meshes.NOBODY, echo.server.getLocalPort()), Ticker.SYSTEM, 1)) {
      for (int i = 0; i < 6; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Meshes.portOf(mesh))) {
          socket.setSoTimeout(20_000);
          socket.shutdownOutput();
          assertThat(socket.getInputStream().readAllBytes()).hasSize(3);
        }
      }
    }
  }

  @Test
  void closesWhenThereIsNobody() throws Exception {
    try (MeshProcess mesh = MeshProcess.start(mesh(Meshes.NOBODY), Ticker.SYSTEM, 1);
        Caller caller = new Caller(Meshes.portOf(mesh))) {
      assertThat(caller.closes()).isTrue();
    }
  }
}
