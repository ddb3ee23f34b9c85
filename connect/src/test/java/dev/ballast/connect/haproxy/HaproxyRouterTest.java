// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the HAProxy of the distribution, with traffic through it. */
final class HaproxyRouterTest {

  private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
  private static final Hold FOR_GOOD = new Hold.ForGood();

  @TempDir private static Path folder;
  private static @Nullable HttpServer v1;
  private static @Nullable HttpServer v2;
  private static int port;
  private HaproxyRouter router = new HaproxyRouter(RuntimeSocket.at("/none"), "pay");

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(HAPROXY), "needs " + HAPROXY + " (Debian: haproxy)");
    HttpServer one = answering("v1");
    HttpServer two = answering("v2");
    v1 = one;
    v2 = two;
    port = freePort();
    Path config = folder.resolve("haproxy.cfg");
    Files.writeString(
        config,
        """
        global
          stats socket %1$s/admin.sock mode 600 level admin
          stats socket %1$s/user.sock mode 600 level user
        defaults
          mode http
          timeout connect 2s
          timeout client 5s
          timeout server 5s
        frontend shop
          bind 127.0.0.1:%2$d
          default_backend pay
        backend pay
          balance roundrobin
          server v1 127.0.0.1:%3$d weight 100
          server v2 127.0.0.1:%4$d weight 0
        backend fixed
          balance static-rr
          server v1 127.0.0.1:%3$d weight 10
          server v2 127.0.0.1:%4$d weight 10 disabled
        """
            .formatted(folder, port, one.getAddress().getPort(), two.getAddress().getPort()));
    // As a daemon: the command returns when the sockets are bound.
    Process started =
        new ProcessBuilder(HAPROXY.toString(), "-D", "-f", config.toString(), "-p", folder + "/pid")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile())
            .start();
    assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(started.exitValue()).as(Files.readString(folder.resolve("haproxy.log"))).isZero();
  }

  @BeforeEach
  void reset() {
    router = new HaproxyRouter(RuntimeSocket.at(folder + "/admin.sock"), "pay");
    router.set(weights(100, 0), FOR_GOOD, router.read());
  }

  @AfterAll
  static void stop() throws IOException {
    Path pids = folder.resolve("pid");
    if (Files.exists(pids)) {
      for (String pid : Files.readAllLines(pids)) {
        ProcessHandle.of(Long.parseLong(pid.strip())).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    for (HttpServer server : Stream.of(v1, v2).filter(Objects::nonNull).toList()) {
      server.stop(0);
    }
  }

  private static HttpServer answering(String text) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    for (int candidate = 25_100; candidate < 25_300; candidate++) {
      try (ServerSocket socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException _) {
        // Somebody else's.
      }
    }
    throw new IOException("no free port in 25100..25299");
  }

  private int toV2(int requests) throws Exception {
    int found = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
      for (int i = 0; i < requests; i++) {
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        found += body.equals("v2") ? 1 : 0;
      }
    }
    return found;
  }

  private static Weights weights(int v1, int v2) {
    return new Weights(Map.of("v1", v1, "v2", v2));
  }

  @Test
  void trafficFollowsTheWeightsThatWereSet() throws Exception {
    assertThat(router.read().weights()).isEqualTo(weights(100, 0));
    assertThat(toV2(20)).isZero();
    Routing after = router.set(weights(75, 25), FOR_GOOD, router.read());
    assertThat(after.weights()).isEqualTo(weights(75, 25));
    assertThat(toV2(100)).isBetween(23, 27);
    router.set(weights(0, 25), FOR_GOOD, after);
    assertThat(toV2(20)).isEqualTo(20);
  }

  @Test
  void keepsTheWeightsOfServersThatAreNotNamed() {
    Routing after = router.set(new Weights(Map.of("v2", 7)), FOR_GOOD, router.read());
    assertThat(after.weights()).isEqualTo(weights(100, 7));
  }

  @Test
  void planningWritesNothing() {
    assertThat(router.plan(weights(0, 1)).cautions()).contains("v1 loses all of its traffic");
    assertThat(router.read().weights()).isEqualTo(weights(100, 0));
  }

  @Test
  void noticesThatSomebodyElseChangedTheWeights() {
    Routing seen = router.read();
    router.set(weights(50, 50), FOR_GOOD, seen);
    assertThatThrownBy(() -> router.set(weights(90, 10), FOR_GOOD, seen))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
    assertThat(router.read().weights()).isEqualTo(weights(50, 50));
  }

  @Test
  void refusesWhatHaproxyCouldNotTake() {
    assertThatThrownBy(() -> router.plan(weights(257, 1)))
        .hasMessageContaining("weight of v1: 257 (expected: 0 to 256)");
    Hold lease = new Hold.Lease("rollout", Duration.ofSeconds(1));
    assertThatThrownBy(() -> router.set(weights(1, 1), lease, router.read()))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED));
  }

  @Test
  void saysThatTheBackendIsNotThere() {
    HaproxyRouter other = new HaproxyRouter(RuntimeSocket.at(folder + "/admin.sock"), "pays");
    assertThatThrownBy(other::read)
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
        .hasMessageStartingWith(
            "HAProxy backend pays: no such backend, or it has no servers. Fix:");
  }

  @Test
  void saysThatTheSocketMayNotWrite() {
    HaproxyRouter reader = new HaproxyRouter(RuntimeSocket.at(folder + "/user.sock"), "pay");
    assertThatThrownBy(() -> reader.set(weights(1, 1), FOR_GOOD, reader.read()))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN))
        .hasMessageEndingWith(
            "Fix: write 'level admin' behind its 'stats socket' in HAProxy's configuration");
    assertThat(reader.read().weights()).isEqualTo(weights(100, 0));
  }

  @Test
  void saysWhichAlgorithmsHaveWeightsThatCanChange() {
    HaproxyRouter fixed = new HaproxyRouter(RuntimeSocket.at(folder + "/admin.sock"), "fixed");
    assertThat(fixed.read().cautions()).containsExactly("v2 is MAINT, whatever its weight");
    assertThatThrownBy(() -> fixed.set(weights(5, 20), FOR_GOOD, fixed.read()))
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
        .hasMessageContaining("static LB algorithm")
        .hasMessageContaining("use 'balance roundrobin' or 'balance leastconn'");
  }

  @Test
  void saysWhatToWriteWhenNobodyAnswers() {
    HaproxyRouter nobody = new HaproxyRouter(RuntimeSocket.at(folder + "/none.sock"), "pay");
    assertThatThrownBy(nobody::read)
        .isInstanceOfSatisfying(
            ActuatorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("Fix: write 'stats socket " + folder + "/none.sock level admin'");
    assertThatThrownBy(() -> new HaproxyRouter(RuntimeSocket.at("127.0.0.1:25999"), "pay").read())
        .isInstanceOf(ActuatorException.class);
  }

  @Test
  void takesNoNameThatWouldBeAnotherCommand() {
    assertThatThrownBy(() -> new HaproxyRouter(RuntimeSocket.at("/x"), "pay; disable server a/b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
