// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import dev.ballast.model.IpNetwork;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves DNS over UDP and TCP on one address. A question costs microseconds and waits for nobody,
 * so one thread answers all by UDP; those by TCP have one each, and limits. What answers are made
 * of is a snapshot: they go on when nothing else of Ballast does.
 */
public final class DnsServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DnsServer.class);

  private static final int LONGEST = 4096;
  private static final int TRIES = 20;

  private final Answers answers;
  private final Throttle throttle;
  private final Map<Outcome, LongAdder> tally = new EnumMap<>(Outcome.class);
  private final DatagramSocket udp;
  private final TcpFace tcp;

  private DnsServer(DatagramSocket udp, ServerSocket tcp, Answers answers, Throttle throttle) {
    this.udp = udp;
    this.answers = answers;
    this.throttle = throttle;
    for (Outcome outcome : Outcome.values()) {
      tally.put(outcome, new LongAdder());
    }
    this.tcp = new TcpFace(tcp, answers, this::count);
  }

  /**
   * Opens both ports, which have the same number, and answers from then on.
   *
   * @param at port 0: any that is free
   * @throws IOException when a port cannot be had
   */
  public static DnsServer open(InetSocketAddress at, Answers answers, Throttle throttle)
      throws IOException {
    IOException last = new IOException(at + " (expected: an address of this machine)");
    for (int i = 0; i < (at.getPort() == 0 ? TRIES : 1); i++) {
      ServerSocket tcp = new ServerSocket();
      try {
        tcp.bind(at);
        DatagramSocket udp =
            new DatagramSocket(new InetSocketAddress(at.getAddress(), tcp.getLocalPort()));
        DnsServer server = new DnsServer(udp, tcp, answers, throttle);
        Thread.ofPlatform().daemon().name("dns-udp").start(server::serve);
        server.tcp.start();
        return server;
      } catch (IOException e) {
        tcp.close();
        last = e;
      }
    }
    throw last;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) udp.getLocalSocketAddress();
  }

  /** How often what has become of questions since the start. */
  public Map<Outcome, Long> tally() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    tally.forEach((outcome, count) -> counts.put(outcome, count.sum()));
    return counts;
  }

  private void count(Outcome outcome) {
    LongAdder counter = tally.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[LONGEST], LONGEST);
    while (!udp.isClosed()) {
      try {
        packet.setLength(LONGEST);
        udp.receive(packet);
        Reply reply = reply(packet);
        count(reply.outcome());
        if (reply.wire().hasRemaining()) {
          udp.send(
              new DatagramPacket(
                  reply.wire().array(), reply.wire().remaining(), packet.getSocketAddress()));
        }
      } catch (SocketException e) {
        // Closed, or the asker's machine has said that nobody is there any more.
      } catch (IOException | RuntimeException e) {
        log.atWarn().setCause(e).addKeyValue("event", "dns.answer_failed").log("a question by UDP");
      }
    }
  }

  private Reply reply(DatagramPacket packet) {
    if (packet.getLength() >= LONGEST || packet.getPort() == 0) {
      return Reply.NONE;
    }
    ByteBuffer wire = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    return switch (throttle.ask(IpNetwork.of(packet.getAddress()))) {
      case ANSWER -> answers.to(wire, packet.getAddress(), false);
      case TRUNCATE -> Answers.truncated(wire);
      case DROP -> Reply.NONE;
    };
  }

  @Override
  public void close() {
    udp.close();
    tcp.close();
  }
}
