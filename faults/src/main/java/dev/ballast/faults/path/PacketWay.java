// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import dev.ballast.faults.undo.Shell;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/**
 * A device that the kernel's rules lead packets to, and a queue in which they wait before they go
 * on. One thread reads, waits and sends, by the clock of ppoll(2), which is good for about 0.1 ms.
 */
final class PacketWay implements Way {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 16L << 20;
  private static final long LOOK_NANOS = 50_000_000;
  private static final int AT_ONCE = 64;
  private static final Path SYSTEM = Path.of("/proc/sys/net");

  private final PacketDevice device;
  private final String name;
  private final PacketQueue queue;
  private final ProbeSocket probes;
  private final LongAdder sent = new LongAdder();
  private final LongAdder unsent = new LongAdder();
  private volatile boolean isCalm;
  private volatile boolean isClosed;
  private volatile boolean isBroken;

  private PacketWay(PacketDevice device, String name, PacketQueue queue, ProbeSocket probes) {
    this.device = device;
    this.name = name;
    this.queue = queue;
    this.probes = probes;
  }

  /**
   * Makes the device and its route.
   *
   * @param settings {@code device}, {@code mark} of packets that go on, {@code table} of the route
   *     into the device; those of an {@link Impairment}
   */
  static PacketWay open(Map<String, String> settings) throws IOException {
    String name = settings.getOrDefault("device", "");
    PacketDevice device =
        PacketDevice.open(name, Integer.parseInt(settings.getOrDefault("mark", "")));
    try {
      lead(name, settings.getOrDefault("table", ""));
      PacketQueue queue =
          new PacketQueue(
              Impairment.of(settings), RandomGenerator.getDefault(), MOST_BYTES, System.nanoTime());
      PacketWay way = new PacketWay(device, name, queue, ProbeSocket.open());
      Thread.ofPlatform().daemon().name(name).start(way::work);
      return way;
    } catch (IOException | RuntimeException e) {
      device.close();
      throw e;
    }
  }

  /** Loads what the first packet would wait for. */
  static void warm() {
    try (Arena arena = Arena.ofConfined()) {
      var _ = new Libc(arena);
    }
    PacketQueue queue = new PacketQueue(Impairment.NONE, RandomGenerator.getDefault(), 1, 0);
    var _ = queue.poll(0);
    var _ = queue.counted();
  }

  /** The address of the loopback may leave by this device, and by no other. */
  private static void lead(String name, String table) throws IOException {
    Path quiet = SYSTEM.resolve("ipv6/conf/" + name + "/disable_ipv6");
    if (Files.exists(quiet)) {
      Files.writeString(quiet, "1");
    }
    Files.writeString(SYSTEM.resolve("ipv4/conf/" + name + "/route_localnet"), "1");
    try {
      Shell.Result result =
          Shell.run(
              List.of("ip", "-batch", "-"),
              """
              link set dev %1$s mtu 65535 txqueuelen 10000 up
              route replace default dev %1$s table %2$s
              """
                  .formatted(name, table),
              PATIENCE);
      if (!result.ok()) {
        throw new IOException(result.sentence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void work() {
    try (device) {
      device.hurry();
      while (!isClosed) {
        device.await(queue.until(System.nanoTime(), LOOK_NANOS));
        if (isCalm) {
          queue.calm();
        }
        takeIn();
        letGo();
      }
    } catch (IOException e) {
      isBroken = true; // Without the device the packets go straight.
    }
  }

  private void takeIn() throws IOException {
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] packet = device.read();
      if (packet.length == 0) {
        return;
      }
      if (Ipv4.isOne(packet)) {
        queue.offer(packet, System.nanoTime());
      }
    }
  }

  private void letGo() {
    long now = System.nanoTime();
    for (Optional<byte[]> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
      (device.send(next.get()) ? sent : unsent).increment();
    }
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>(probes.facts());
    queue.counted().forEach((what, count) -> facts.put(what, String.valueOf(count)));
    facts.put("device", name);
    facts.put("sent", String.valueOf(sent.sum()));
    facts.put("unsent", String.valueOf(unsent.sum()));
    facts.put("broken", String.valueOf(isBroken));
    facts.put("calm", String.valueOf(isCalm));
    return facts;
  }

  @Override
  public void calm() {
    isCalm = true;
  }

  @Override
  public boolean isEmpty() {
    return isBroken || queue.isEmpty();
  }

  @Override
  public void close() {
    isClosed = true; // The thread closes the device, which nobody else may use.
    probes.close();
  }
}
