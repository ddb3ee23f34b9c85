// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Verdict;
import dev.ballast.faults.path.Paths;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends packets of our own through a device and asks what became of them. */
final class PacketProbes {

  private static final int COUNT = 20;
  private static final int BYTES = 16;
  private static final int NEEDED = 5;
  private static final int MOST_REORDER = 40;
  private static final double SPARE_MS = 200;
  private static final double LONGEST_MS = 1500;
  private static final double EARLY_MS = 0.5;
  private static final long NAP_NANOS = 2_000_000;
  private static final double MILLI = 1e3;

  private final Paths paths;
  private final String id;

  PacketProbes(Paths paths, String id) {
    this.paths = paths;
    this.id = id;
  }

  Verdict measure(PacketWish wish) throws FaultException {
    Map<String, String> before = paths.look(id);
    long round = System.nanoTime();
    send((int) number(before, "probe_port"), round);
    double patience = wish.delayMillis() + wish.jitterMillis() + SPARE_MS;
    long end = round + TimeUnit.MILLISECONDS.toNanos((long) Math.min(patience, LONGEST_MS));
    Map<String, String> now = paths.look(id);
    while (arrived(now, round) + number(now, "lost") - number(before, "lost") < COUNT
        && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(NAP_NANOS);
      now = paths.look(id);
    }
    long came = number(now, "came") - number(before, "came");
    if (came < COUNT) {
      return Verdict.no("only %d of %d probes came to the device".formatted(came, COUNT));
    }
    long arrived = arrived(now, round);
    if (arrived < NEEDED) {
      return Verdict.yes(
          "the device took %d probes in, %d came out so far".formatted(COUNT, arrived));
    }
    double median = number(now, "probe_us") / MILLI;
    double least = wish.delayMillis() - wish.jitterMillis() - EARLY_MS;
    String seen =
        String.format(
            Locale.ROOT,
            "%d of %d probes came out, half of them after %.1f ms",
            arrived,
            COUNT,
            median);
    return median < least && wish.reorderPercent() < MOST_REORDER
        ? Verdict.no(seen + ": too early")
        : Verdict.yes(seen);
  }

  private static long number(Map<String, String> facts, String name) {
    return Long.parseLong(facts.getOrDefault(name, "0"));
  }

  private static long arrived(Map<String, String> facts, long round) {
    return number(facts, "probe_round") == round ? number(facts, "probes") : 0;
  }

  private static void send(int port, long round) throws FaultException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < COUNT; i++) {
        byte[] bytes = ByteBuffer.allocate(BYTES).putLong(round).putLong(System.nanoTime()).array();
        socket.send(new DatagramPacket(bytes, BYTES, InetAddress.ofLiteral("127.0.0.1"), port));
      }
    } catch (IOException e) {
      throw new FaultException("probes cannot be sent: " + e.getMessage(), e);
    }
  }
}
