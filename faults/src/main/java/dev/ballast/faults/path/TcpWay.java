// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * A proxy before a TCP port of this host. It calls the target from an address of its own in
 * 127.0.0.0/8, by which the kernel's redirect knows these calls and lets them pass.
 */
final class TcpWay implements Way {

  /** Where our own calls come from. */
  static final String OWN = "127.77.0.1";

  private static final int BACKLOG = 1024;
  private static final int CONNECT_MS = 5000;
  private static final long STAYING_NANOS = 5_000_000_000L;

  private final ServerSocket server;
  private final InetSocketAddress target;
  private final Disturbance disturbance;
  private final Set<Passing> passing = ConcurrentHashMap.newKeySet();
  private final LongAdder came = new LongAdder();
  private final LongAdder hit = new LongAdder();
  private volatile boolean isCalm;

  /** A connection on both its sides, and when something came through last. */
  private record Passing(Socket client, Socket server, AtomicLong active) {
    void close() {
      closeQuietly(client);
      closeQuietly(server);
    }
  }

  private TcpWay(ServerSocket server, InetSocketAddress target, Disturbance disturbance) {
    this.server = server;
    this.target = target;
    this.disturbance = disturbance;
  }

  /**
   * Opens any free port.
   *
   * @param settings {@code port} of the target; {@code open}: {@code true} when others than this
   *     host reach it, so that they reach the proxy as well; those of a {@link Disturbance}
   */
  static TcpWay open(Map<String, String> settings) throws IOException {
    int port = Integer.parseInt(settings.getOrDefault("port", ""));
    boolean open = Boolean.parseBoolean(settings.getOrDefault("open", "false"));
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    ServerSocket server =
        open ? new ServerSocket(0, BACKLOG) : new ServerSocket(0, BACKLOG, loopback);
    TcpWay way =
        new TcpWay(server, new InetSocketAddress(loopback, port), Disturbance.of(settings));
    Thread.ofPlatform().daemon().name("way-" + port).start(way::accept);
    return way;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        came.increment();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed, or the client has left already.
      }
    }
  }

  private void serve(Socket client) {
    Socket upstream = new Socket();
    Passing both = new Passing(client, upstream, new AtomicLong(System.nanoTime()));
    passing.add(both);
    try {
      client.setTcpNoDelay(true);
      upstream.bind(new InetSocketAddress(OWN, 0));
      upstream.connect(target, CONNECT_MS);
      upstream.setTcpNoDelay(true);
      Thread asking = Thread.ofVirtual().start(() -> ask(both));
      answer(both);
      asking.join();
    } catch (IOException e) {
      reset(client); // As the target would have done.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      both.close();
      passing.remove(both);
    }
  }

  private void ask(Passing both) {
    try {
      new Relay(
              both.client().getInputStream(),
              both.server().getOutputStream(),
              () -> isCalm,
              both.active())
          .plain();
      both.server().shutdownOutput();
    } catch (IOException e) {
      both.close(); // Half a connection is none.
    }
  }

  private void answer(Passing both) throws InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    try {
      Relay relay =
          new Relay(
              both.server().getInputStream(),
              both.client().getOutputStream(),
              () -> isCalm,
              both.active());
      if (!isCalm && disturbance.hits(random)) {
        hit.increment();
        relay.disturbed(disturbance, random);
      } else {
        relay.plain();
      }
      both.client().shutdownOutput();
    } catch (IOException e) {
      both.close();
    }
  }

  private static void reset(Socket client) {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing more can be done about it.
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "port", String.valueOf(server.getLocalPort()),
        "came", String.valueOf(came.sum()),
        "hit", String.valueOf(hit.sum()),
        "passing", String.valueOf(passing.size()),
        "calm", String.valueOf(isCalm));
  }

  @Override
  public void calm() {
    isCalm = true;
  }

  /** Connections of pools stay for ever; in a pause they are ended, as a server would do it. */
  @Override
  public boolean isEmpty() {
    long now = System.nanoTime();
    passing.stream().filter(p -> now - p.active().get() > STAYING_NANOS).forEach(Passing::close);
    return passing.isEmpty();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // Nothing more can be done about it.
    }
    passing.forEach(Passing::close);
  }
}
