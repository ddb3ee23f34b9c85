// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.regions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A wide-area network in user space: a network namespace for each region, and every packet between
 * two of them delayed, or dropped while that way is cut. Processes meet it as a real network.
 */
final class Wan implements AutoCloseable {

  private static final String NET = "10.99.0.";

  private final List<String> namespaces = new ArrayList<>();
  private final List<Tun> devices = new ArrayList<>();
  private final Set<Integer> cuts = ConcurrentHashMap.newKeySet();
  private final DelayQueue<Packet> flying = new DelayQueue<>();
  private final long delayNanos;
  private volatile boolean open = true;

  /** On its way. */
  @SuppressWarnings("ArrayRecordComponent") // never changed nor compared
  private record Packet(byte[] bytes, int to, long due) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due, ((Packet) other).due);
    }
  }

  /** So many regions, each so far from each other, one way. */
  Wan(int regions, Duration oneWay) throws IOException {
    delayNanos = oneWay.toNanos();
    try {
      for (int i = 0; i < regions; i++) {
        String name = "bal" + ProcessHandle.current().pid() + "-" + i;
        String device = "bal" + i + "t" + ProcessHandle.current().pid() % 10_000;
        ip("netns", "add", name);
        namespaces.add(name);
        devices.add(Tun.open(device));
        ip("link", "set", device, "netns", name);
        ip("-n", name, "addr", "add", address(i) + "/24", "dev", device);
        ip("-n", name, "link", "set", device, "mtu", "1400", "up");
        ip("-n", name, "link", "set", "lo", "up");
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    for (int i = 0; i < regions; i++) {
      int from = i;
      Thread.ofPlatform().daemon().name("wan-in-" + i).start(() -> take(from));
    }
    Thread.ofPlatform().daemon().name("wan-out").start(this::bring);
  }

  static String address(int region) {
    return NET + (region + 1);
  }

  /** What a process has to be started with to be in a region. */
  List<String> in(int region) {
    return List.of("ip", "netns", "exec", namespaces.get(region));
  }

  void cut(int from, int to) {
    cuts.add(way(from, to));
  }

  void mend() {
    cuts.clear();
  }

  private static int way(int from, int to) {
    return from * 16 + to;
  }

  private void take(int from) {
    try {
      while (open) {
        byte[] packet = devices.get(from).read();
        boolean v4 = packet.length >= 20 && packet[0] >>> 4 == 4;
        int to = v4 ? packet[19] - 1 : -1;
        if (to >= 0 && to < devices.size() && to != from && !cuts.contains(way(from, to))) {
          flying.add(new Packet(packet, to, System.nanoTime() + delayNanos));
        }
      }
    } catch (IOException e) {
      open = false;
    }
  }

  private void bring() {
    try {
      while (open) {
        Packet packet = flying.take();
        devices.get(packet.to).write(packet.bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ip(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    open = false;
    for (String name : namespaces) {
      try {
        ip("netns", "del", name);
      } catch (IOException e) {
        // Gone already.
      }
    }
    devices.forEach(Tun::close);
  }
}
