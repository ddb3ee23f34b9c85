// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Single packets of a port: late on a connection that stays, lost of those by UDP. */
final class NetemParts {

  private static final int PATIENCE_MS = 60;
  private static final int[] DELAYS_MS = {1, 10, 100, 1000};
  private static final long BUDGET_MS = 10_000;
  private static final double[] PERCENT = {10, 0.5};
  private static final long GAP_NANOS = 40_000;
  private static final int BUFFER = 4 << 20;
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(US_ASCII);

  private NetemParts() {}

  private static boolean isPossible() {
    boolean possible =
        Files.isExecutable(Path.of("/usr/sbin/nft")) && Files.isWritable(Path.of("/dev/net/tun"));
    if (!possible) {
      System.out.println("no nft or no /dev/net/tun here: single packets are left out");
    }
    return possible;
  }

  /** One whose answers are all lost. */
  static void packets(Lane lane) throws IOException {
    if (!isPossible()) {
      return;
    }
    Upstream upstream = new Upstream();
    lane.closing(upstream);
    String target = lane.target("net-netem", "port: " + upstream.port());
    lane.subject(
        new Subject(
            "net.netem",
            "tun",
            "kernel",
            target,
            Map.of("loss_percent", "100"),
            () -> !Upstream.passes(upstream.port(), PATIENCE_MS)));
  }

  /** How many delays are not what they should be; the shares are added. */
  static int measure(Path folder, Surroundings around, int trials, ShareTable into)
      throws Exception {
    if (!isPossible()) {
      return 0;
    }
    Path own = Files.createDirectory(folder.resolve("packets"));
    int bad = 0;
    try (Upstream upstream = new Upstream();
        DatagramSocket echo = echo();
        Lane lane =
            new Lane(
                0,
                own,
                around,
                List.of(
                    l -> l.target("late", "port: " + upstream.port()),
                    l -> l.target("lossy", "port: " + echo.getLocalPort())));
        AgentProcess agent = new AgentProcess(lane)) {
      for (int delay : DELAYS_MS) {
        bad += delay(agent, upstream.port(), delay);
      }
      for (double percent : PERCENT) {
        String id = "loss-" + Math.round(10 * percent);
        on(agent, id, "lossy", Map.of("loss_percent", String.valueOf(percent), "protocol", "udp"));
        long lost = trials - answered(echo.getLocalPort(), trials);
        into.add("packets (UDP) lost by the device", trials, lost, percent / 100);
        off(agent, id);
      }
    }
    return bad;
  }

  private static void on(
      AgentProcess agent, String id, String target, Map<String, String> parameters)
      throws Exception {
    Subject subject = new Subject("net.netem", "tun", "kernel", target, parameters, () -> true);
    if (agent.send("POST", "/v1/faults", subject.body(id, 300)) != 201) {
      throw new IOException("net.netem: refused");
    }
  }

  private static void off(AgentProcess agent, String id) throws Exception {
    if (agent.send("DELETE", "/v1/faults/" + id, "") >= 300) {
      throw new IOException("net.netem: not healed");
    }
  }

  /** On one connection, before the fault and during it. */
  private static int delay(AgentProcess agent, int port, int delay) throws Exception {
    int count = Math.clamp(BUDGET_MS / delay, 20, 1000);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      Series without = times(socket, 1000);
      String id = "delay-" + delay;
      on(agent, id, "late", Map.of("delay_ms", String.valueOf(delay), "protocol", "tcp"));
      Series with = times(socket, count);
      off(agent, id);
      double error = with.at(0.5) - without.at(0.5) - delay;
      double must = Math.max(1, delay / 100.0);
      System.out.printf(
          Locale.ROOT,
          "| %d ms | tun | %d | %.2f | %.2f | %.2f | <= %.0f |%n",
          delay,
          count,
          without.at(0.5),
          with.at(0.5),
          error,
          must);
      return Math.abs(error) <= must ? 0 : 1;
    }
  }

  private static Series times(Socket socket, int count) throws IOException {
    Series times = new Series();
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8192];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      socket.getOutputStream().write(REQUEST);
      if (in.read(buffer) <= 0) { // An answer is one packet here.
        throw new IOException("the connection has ended");
      }
      times.add((System.nanoTime() - start) / 1e6);
    }
    return times;
  }

  private static DatagramSocket echo() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setReceiveBufferSize(BUFFER);
    Thread.ofPlatform().daemon().name("echo").start(() -> hear(socket, true, new AtomicLong()));
    return socket;
  }

  private static void hear(DatagramSocket from, boolean answers, AtomicLong heard) {
    byte[] buffer = new byte[64];
    while (!from.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        from.receive(packet);
        heard.incrementAndGet();
        if (answers) {
          from.send(packet);
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static long answered(int port, int count) throws IOException, InterruptedException {
    AtomicLong heard = new AtomicLong();
    try (DatagramSocket client = new DatagramSocket()) {
      client.setReceiveBufferSize(BUFFER);
      client.connect(InetAddress.getLoopbackAddress(), port);
      Thread.ofPlatform().daemon().name("answers").start(() -> hear(client, false, heard));
      long next = System.nanoTime();
      for (int i = 0; i < count; i++) {
        next += GAP_NANOS;
        client.send(new DatagramPacket(new byte[32], 32));
        LockSupport.parkNanos(Math.max(1, next - System.nanoTime()));
      }
      Thread.sleep(500);
    }
    return heard.get();
  }
}
