// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import eu.rekawek.toxiproxy.model.toxic.Bandwidth;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import eu.rekawek.toxiproxy.model.toxic.LimitData;
import eu.rekawek.toxiproxy.model.toxic.ResetPeer;
import eu.rekawek.toxiproxy.model.toxic.Slicer;
import eu.rekawek.toxiproxy.model.toxic.SlowClose;
import eu.rekawek.toxiproxy.model.toxic.Timeout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that exists, unmodified, over real sockets. Times are lower bounds only. */
class ToxiproxyJavaClientTest {

  private static final long MILLI = 1_000_000L;

  private final TestServer server = new TestServer();
  private final EchoServer echo = new EchoServer();
  private final ToxiproxyClient client = new ToxiproxyClient("127.0.0.1", server.port());
  private Proxy proxy;

  @BeforeEach
  void makeAProxy() throws IOException {
    proxy = client.createProxy("echo", "127.0.0.1:0", "127.0.0.1:" + echo.port());
  }

  @AfterEach
  void close() {
    server.close();
    echo.close();
  }

  @Test
  void findsWhatItMade() throws IOException {
    assertThat(client.getProxies()).extracting(Proxy::getName).containsExactly("echo");
    assertThat(client.getProxy("echo").getUpstream()).isEqualTo("127.0.0.1:" + echo.port());
    assertThat(client.getProxyOrNull("other")).isNull();
    assertThat(client.version()).contains("version");
    assertThatThrownBy(() -> client.createProxy("echo", "127.0.0.1:0", "127.0.0.1:1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("proxy already exists");
  }

  @Test
  void disablesEnablesMovesAndDeletes() throws IOException {
    int port = port();
    proxy.disable();
    assertThat(client.getProxy("echo").isEnabled()).isFalse();
    assertThatThrownBy(() -> connect(port)).isInstanceOf(IOException.class);
    proxy.enable();
    assertThat(roundTrip("hello")).isEqualTo("hello");
    try (EchoServer other = new EchoServer()) {
      proxy.setUpstream("127.0.0.1:" + other.port());
      assertThat(roundTrip("elsewhere")).isEqualTo("elsewhere");
    }
    proxy.setUpstream("127.0.0.1:" + echo.port());
    proxy.setListen("127.0.0.1:0");
    proxy = client.getProxy("echo");
    assertThat(roundTrip("again")).isEqualTo("again");
    proxy.delete();
    assertThat(client.getProxies()).isEmpty();
  }

  @Test
  void disablingBreaksOpenConnections() throws IOException {
    try (Socket socket = connect(port())) {
      say(socket, "x");
      assertThat(hear(socket, 1)).isEqualTo("x");
      proxy.disable();
      assertThat(endOf(socket)).isTrue();
    }
  }

  @Test
  void latencyIsAddedUpdatedAndRemoved() throws IOException {
    Latency latency = proxy.toxics().latency("slow", ToxicDirection.DOWNSTREAM, 150);
    latency.setJitter(10);
    assertThat(millisOf("one")).isGreaterThanOrEqualTo(140);
    latency.setLatency(60);
    latency.setJitter(0);
    assertThat(proxy.toxics().get("slow", Latency.class).getLatency()).isEqualTo(60);
    assertThat(millisOf("two")).isGreaterThanOrEqualTo(60);
    latency.remove();
    assertThat(proxy.toxics().getAll()).isEmpty();
    assertThat(roundTrip("three")).isEqualTo("three");
  }

  @Test
  void latencyReachesConnectionsThatAreOpenAndLeavesThem() throws IOException {
    try (Socket socket = connect(port())) {
      say(socket, "a");
      assertThat(hear(socket, 1)).isEqualTo("a");
      Toxic slow = proxy.toxics().latency("slow", ToxicDirection.UPSTREAM, 100);
      long start = System.nanoTime();
      say(socket, "b");
      assertThat(hear(socket, 1)).isEqualTo("b");
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100 * MILLI);
      slow.remove();
      say(socket, "c");
      assertThat(hear(socket, 1)).isEqualTo("c");
    }
  }

  @Test
  void removingATrafficJamSetsItFreeAtOnce() throws IOException {
    try (Socket socket = connect(port())) {
      Latency jam = proxy.toxics().latency("jam", ToxicDirection.DOWNSTREAM, 600_000);
      say(socket, "stuck");
      jam.remove();
      assertThat(hear(socket, 5)).isEqualTo("stuck");
    }
  }

  @Test
  void bandwidthLimitsTheRate() throws IOException {
    Bandwidth narrow = proxy.toxics().bandwidth("narrow", ToxicDirection.DOWNSTREAM, 100);
    assertThat(millisOf("x".repeat(20_000))).isGreaterThanOrEqualTo(195);
    narrow.setRate(1_000_000);
    assertThat(roundTrip("y".repeat(20_000))).hasSize(20_000);
  }

  @Test
  void slicerKeepsTheBytes() throws IOException {
    Slicer slicer = proxy.toxics().slicer("slicer", ToxicDirection.UPSTREAM, 100, 1_000);
    slicer.setSizeVariation(50);
    assertThat(millisOf("z".repeat(3_000))).isGreaterThanOrEqualTo(19);
  }

  @Test
  void limitDataCloses() throws IOException {
    LimitData limit = proxy.toxics().limitData("limit", ToxicDirection.DOWNSTREAM, 4);
    try (Socket socket = connect(port())) {
      say(socket, "123456");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("1234");
    }
    limit.remove();
    assertThat(roundTrip("123456")).isEqualTo("123456");
  }

  @Test
  void timeoutSwallowsAndCloses() throws IOException {
    Timeout timeout = proxy.toxics().timeout("timeout", ToxicDirection.UPSTREAM, 100);
    long start = System.nanoTime();
    try (Socket socket = connect(port())) {
      say(socket, "gone");
      assertThat(endOf(socket)).isTrue();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(99 * MILLI);
    }
    timeout.remove();
  }

  @Test
  void endsTheOpenConnectionsOfATimeoutThatIsRemoved() throws IOException {
    try (Socket socket = connect(port())) {
      say(socket, "here");
      assertThat(hear(socket, 4)).isEqualTo("here");
      proxy.toxics().timeout("timeout", ToxicDirection.UPSTREAM, 0).remove();
      assertThat(endOf(socket)).isTrue();
    }
  }

  @Test
  void slowCloseDelaysTheEnd() throws IOException {
    SlowClose slow = proxy.toxics().slowClose("slow", ToxicDirection.DOWNSTREAM, 100);
    assertThat(millisOf("bye")).isGreaterThanOrEqualTo(100);
    slow.setDelay(0);
    assertThat(roundTrip("bye")).isEqualTo("bye");
  }

  @Test
  void resetPeerSendsRstToNewConnectionsOnTheirFirstBytes() throws IOException {
    ResetPeer reset = proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 0);
    try (Socket socket = connect(port())) {
      say(socket, "x");
      assertThatThrownBy(() -> hear(socket, 1))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    reset.remove();
    assertThat(roundTrip("x")).isEqualTo("x");
  }

  @Test
  void resetPeerSendsRstToConnectionsThatAreOpenAndIdle() throws IOException {
    try (Socket socket = connect(port())) {
      say(socket, "x");
      assertThat(hear(socket, 1)).isEqualTo("x");
      proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 0);
      assertThatThrownBy(() -> hear(socket, 1))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void toxicityOfNoneSparesAll() throws IOException {
    ResetPeer reset = proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, 10_000);
    reset.setToxicity(0);
    reset.setTimeout(0);
    assertThat(proxy.toxics().get("reset").getToxicity()).isZero();
    for (int i = 0; i < 20; i++) {
      assertThat(roundTrip("x")).isEqualTo("x");
    }
  }

  @Test
  void resetEnablesEverythingAndRemovesEveryToxic() throws IOException {
    proxy.toxics().latency("slow", ToxicDirection.UPSTREAM, 100_000);
    proxy.toxics().bandwidth("narrow", ToxicDirection.DOWNSTREAM, 1);
    proxy.disable();
    client.reset();
    assertThat(client.getProxy("echo").isEnabled()).isTrue();
    assertThat(client.getProxy("echo").toxics().getAll()).isEmpty();
    assertThat(roundTrip("free")).isEqualTo("free");
  }

  private int port() {
    String listen = proxy.getListen();
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hear(Socket socket, int bytes) throws IOException {
    return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  private static boolean endOf(Socket socket) throws IOException {
    return socket.getInputStream().read() < 0;
  }

  /** Says it on a connection of its own, and hears until its end. */
  private String roundTrip(String text) throws IOException {
    try (Socket socket = connect(port())) {
      say(socket, text);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private long millisOf(String text) throws IOException {
    long start = System.nanoTime();
    assertThat(roundTrip(text)).isEqualTo(text);
    return (System.nanoTime() - start) / MILLI;
  }
}
