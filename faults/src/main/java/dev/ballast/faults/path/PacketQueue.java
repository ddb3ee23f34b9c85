// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Packets that wait for their time. Times are those of the caller's clock, in nanoseconds; dice are
 * the caller's. One thread gives and takes; the counts may be read by any.
 */
final class PacketQueue {

  private static final double NANOS = 1e9;

  private final RandomGenerator random;
  private final long mostBytes;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::number));
  private final Counts counts = new Counts();
  private final AtomicLong bytes = new AtomicLong();
  private Impairment how;
  private long origin;
  private long free;
  private long number;

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares packets.
  private record Waiting(byte[] packet, long due, long number) {}

  /** How many packets met which fate; each is counted once for each. */
  private static final class Counts {
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong damaged = new AtomicLong();
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicLong crowded = new AtomicLong();
  }

  /**
   * @param mostBytes may wait; what comes then is lost, as in every queue
   * @param now the clock's reading; later ones are compared with it
   */
  PacketQueue(Impairment how, RandomGenerator random, long mostBytes, long now) {
    this.how = how;
    this.random = random;
    this.mostBytes = mostBytes;
    this.origin = now;
  }

  /** Takes a packet of IPv4 in, which is its own from then on. */
  void offer(byte[] packet, long now) {
    counts.came.incrementAndGet();
    if (Impairment.hits(how.loss(), random)) {
      counts.lost.incrementAndGet();
      return;
    }
    if (Impairment.hits(how.corrupt(), random)) {
      damage(packet);
    }
    put(packet, now - origin);
    if (Impairment.hits(how.duplicate(), random)) {
      counts.doubled.incrementAndGet();
      put(packet, now - origin);
    }
  }

  /** One bit behind the header: the checksums that the packet has no longer fit. */
  private void damage(byte[] packet) {
    int from = Ipv4.header(packet);
    if (from < packet.length) {
      int where = random.nextInt(from, packet.length);
      packet[where] ^= (byte) (1 << random.nextInt(8));
      counts.damaged.incrementAndGet();
    }
  }

  private void put(byte[] packet, long now) {
    if (bytes.get() + packet.length > mostBytes) {
      counts.crowded.incrementAndGet();
      return;
    }
    long sent = now;
    if (how.bytesPerSecond() > 0) {
      free = Math.max(free, now) + (long) (packet.length * NANOS / how.bytesPerSecond());
      sent = free;
    }
    long wait = how.draw(random);
    if (wait == 0 && how.reorder() > 0) {
      counts.ahead.incrementAndGet();
    }
    bytes.addAndGet(packet.length);
    waiting.add(new Waiting(packet, sent + wait, number++));
  }

  /** The next packet whose time has come. */
  Optional<byte[]> poll(long now) {
    Waiting first = waiting.peek();
    if (first == null || first.due() > now - origin) {
      return Optional.empty();
    }
    waiting.remove();
    bytes.addAndGet(-first.packet().length);
    return Optional.of(first.packet());
  }

  /** How long until the next packet's time, in nanoseconds: 0 when it has come; at most this. */
  long until(long now, long most) {
    Waiting first = waiting.peek();
    return first == null ? most : Math.clamp(first.due() - (now - origin), 0, most);
  }

  /** From now on nothing is disturbed; what waits goes at once, in the order of its times. */
  void calm() {
    if (!how.equals(Impairment.NONE)) {
      how = Impairment.NONE;
      origin -= Long.MAX_VALUE / 4; // Every time has come.
    }
  }

  boolean isEmpty() {
    return bytes.get() == 0;
  }

  Map<String, Long> counted() {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("came", counts.came.get());
    all.put("lost", counts.lost.get());
    all.put("doubled", counts.doubled.get());
    all.put("damaged", counts.damaged.get());
    all.put("ahead", counts.ahead.get());
    all.put("crowded", counts.crowded.get());
    all.put("waiting", bytes.get());
    return all;
  }
}
