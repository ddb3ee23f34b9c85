// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.xbill.DNS.Rcode;

/**
 * A responder before the real resolver, by UDP: names of a pattern get a wrong answer, a late one
 * or none; all others are passed on. It asks from one port, by which the kernel's redirect knows
 * its own questions and lets them pass.
 */
final class DnsWay implements Way {

  private static final int LONGEST = 4096;
  private static final int MOST_WAITING = 10_000;
  private static final int TRIES = 20;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** The kernel remembers a redirect of one pair of ports that long (nf_conntrack_udp_timeout). */
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final DatagramSocket face;
  private final DatagramSocket upstream;
  private final NamePattern names;
  private final String answer;
  private final Map<String, String> settings;
  private final Map<Integer, Asker> waiting = new ConcurrentHashMap<>();
  private final LongAdder came = new LongAdder();
  private final LongAdder hit = new LongAdder();
  private volatile long last = System.nanoTime() - REMEMBERED_NANOS;
  private volatile boolean isCalm;

  /** Who waits for an answer of the real resolver, with the number of the question. */
  private record Asker(SocketAddress address, byte first, byte second, long since) {}

  private DnsWay(DatagramSocket face, DatagramSocket upstream, Map<String, String> settings) {
    this.face = face;
    this.upstream = upstream;
    this.settings = Map.copyOf(settings);
    this.names = NamePattern.of(settings.getOrDefault("names", ""));
    this.answer = settings.getOrDefault("answer", "");
  }

  /**
   * Opens any free port of the loopback.
   *
   * @param settings {@code names}, {@code answer} ({@code nxdomain}, {@code servfail}, {@code
   *     timeout}, {@code slow}, {@code address}), {@code delay_ms}, {@code address}, {@code
   *     ttl_seconds}, {@code resolver} and {@code resolver_port} of the real one
   */
  static DnsWay open(Map<String, String> settings) throws IOException {
    DatagramSocket face =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    DatagramSocket upstream = new DatagramSocket();
    upstream.connect(
        new InetSocketAddress(
            InetAddress.getByName(settings.getOrDefault("resolver", "127.0.0.1")),
            Integer.parseInt(settings.getOrDefault("resolver_port", "53"))));
    DnsWay way = new DnsWay(face, upstream, settings);
    Thread.ofPlatform().daemon().name("names-in").start(way::hear);
    Thread.ofPlatform().daemon().name("names-back").start(way::back);
    return way;
  }

  private void hear() {
    byte[] buffer = new byte[LONGEST];
    while (!face.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, LONGEST);
      try {
        face.receive(packet);
        came.increment();
        last = System.nanoTime();
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        SocketAddress asker = packet.getSocketAddress();
        Optional<String> name = DnsAnswer.question(question);
        if (!isCalm && name.filter(names::matches).isPresent()) {
          hit.increment();
          disturb(question, asker);
        } else {
          pass(question, asker);
        }
      } catch (IOException | RuntimeException e) {
        // Closed, or one question that could not be passed on: the asker asks again.
      }
    }
  }

  private void disturb(byte[] question, SocketAddress asker) throws IOException {
    switch (answer) {
      case "nxdomain" -> send(DnsAnswer.code(question, Rcode.NXDOMAIN), asker);
      case "servfail" -> send(DnsAnswer.code(question, Rcode.SERVFAIL), asker);
      case "address" ->
          send(
              DnsAnswer.address(
                  question,
                  InetAddress.getByName(settings.getOrDefault("address", "")),
                  Long.parseLong(settings.getOrDefault("ttl_seconds", "1"))),
              asker);
      case "slow" -> Thread.ofVirtual().start(() -> later(question, asker));
      default -> {
        // No answer is the fault.
      }
    }
  }

  private void later(byte[] question, SocketAddress asker) {
    long end =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(settings.getOrDefault("delay_ms", "0")));
    try {
      while (!isCalm && System.nanoTime() - end < 0) {
        TimeUnit.NANOSECONDS.sleep(Math.min(5_000_000, Math.max(1, end - System.nanoTime())));
      }
      pass(question, asker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The asker asks again.
    }
  }

  private void send(Optional<byte[]> answer, SocketAddress asker) throws IOException {
    if (answer.isPresent()) {
      face.send(new DatagramPacket(answer.get(), answer.get().length, asker));
    }
  }

  /** Under a number that is free and cannot be guessed; the asker's comes back in the answer. */
  private void pass(byte[] question, SocketAddress asker) throws IOException {
    if (question.length < 12) {
      return;
    }
    long now = System.nanoTime();
    if (waiting.size() >= MOST_WAITING) {
      waiting.values().removeIf(a -> now - a.since() > PATIENCE_NANOS);
    }
    Asker who = new Asker(asker, question[0], question[1], now);
    for (int i = 0; i < TRIES; i++) {
      int number = ThreadLocalRandom.current().nextInt(1 << 16);
      Asker other = waiting.get(number);
      if (other == null || now - other.since() > PATIENCE_NANOS) {
        waiting.put(number, who);
        question[0] = (byte) (number >> 8);
        question[1] = (byte) number;
        upstream.send(new DatagramPacket(question, question.length));
        return;
      }
    }
  }

  private void back() {
    byte[] buffer = new byte[LONGEST];
    while (!upstream.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, LONGEST);
      try {
        upstream.receive(packet);
        Asker who =
            packet.getLength() < 12
                ? null
                : waiting.remove(((buffer[0] & 0xff) << 8) | (buffer[1] & 0xff));
        if (who != null) {
          buffer[0] = who.first();
          buffer[1] = who.second();
          face.send(new DatagramPacket(buffer, packet.getLength(), who.address()));
        }
      } catch (IOException | RuntimeException e) {
        // Closed, or the real resolver is not there: the asker sees what it would see without us.
      }
    }
  }

  @Override
  public Map<String, String> facts() {
    return Map.of(
        "port", String.valueOf(face.getLocalPort()),
        "own", String.valueOf(upstream.getLocalPort()),
        "came", String.valueOf(came.sum()),
        "hit", String.valueOf(hit.sum()),
        "calm", String.valueOf(isCalm));
  }

  @Override
  public void calm() {
    isCalm = true;
  }

  @Override
  public boolean isEmpty() {
    return System.nanoTime() - last > REMEMBERED_NANOS;
  }

  @Override
  public void close() {
    face.close();
    upstream.close();
  }
}
