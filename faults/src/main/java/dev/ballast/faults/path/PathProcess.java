// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * The process in the path. Each way has a lease on this process' own clock; when it ends, the way
 * is calm and is taken away once nobody passes through it. Without an agent it ends after the last.
 */
public final class PathProcess {

  private static final long TICK_MS = 20;

  /** What is led here by the kernel may come a little longer than our lease lasts. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final JsonMapper json = JsonMapper.shared();
  private final PrintStream out;
  private final WayMaker maker;
  private final Map<String, Leased> ways = new ConcurrentHashMap<>();
  private volatile boolean alone;

  /** Makes a way of a kind. */
  interface WayMaker {
    Way make(String what, Map<String, String> settings) throws IOException;
  }

  /** A way and the end of its lease, by {@link System#nanoTime}. */
  private record Leased(Way way, AtomicLong deadline) {}

  public PathProcess(PrintStream out) {
    this(out, PathProcess::known);
  }

  PathProcess(PrintStream out, WayMaker maker) {
    this.out = out;
    this.maker = maker;
  }

  private static Way known(String what, Map<String, String> settings) throws IOException {
    return switch (what) {
      case "tcp" -> TcpWay.open(settings);
      case "dns" -> DnsWay.open(settings);
      case "packets" -> PacketWay.open(settings);
      default -> throw new IOException("way: " + what + " (expected: tcp, dns or packets)");
    };
  }

  /** Works until the agent is gone and every way is empty. */
  public void run(BufferedReader in) throws InterruptedException {
    Thread ears = Thread.ofPlatform().daemon().name("input").start(() -> hear(in));
    while (!alone || !ways.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(TICK_MS);
      expire();
    }
    ears.join();
  }

  private void hear(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        PathMessage message = json.readValue(line, PathMessage.class);
        PathMessage.Answer answer = answer(message);
        out.println(json.writeValueAsString(answer));
        out.flush();
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    } finally {
      alone = true;
    }
  }

  private PathMessage.Answer answer(PathMessage message) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(message.millis());
    if (message.does().equals("prepare")) {
      return new PathMessage.Answer(message.id(), prepared(message.what()), Map.of());
    }
    Leased known = ways.get(message.id());
    if (message.does().equals("open") && known == null) {
      try {
        Way way = maker.make(message.what(), message.settings());
        ways.put(message.id(), new Leased(way, new AtomicLong(deadline)));
        return new PathMessage.Answer(message.id(), "", way.facts());
      } catch (IOException | RuntimeException e) {
        return new PathMessage.Answer(message.id(), String.valueOf(e.getMessage()), Map.of());
      }
    }
    if (known == null) {
      return message.does().equals("calm")
          ? new PathMessage.Answer(message.id(), "", Map.of("calm", "true"))
          : new PathMessage.Answer(message.id(), "it is over", Map.of());
    }
    switch (message.does()) {
      case "renew" -> known.deadline().set(deadline);
      case "calm" -> {
        known.deadline().set(System.nanoTime());
        known.way().calm();
      }
      default -> {
        // A look changes nothing.
      }
    }
    return new PathMessage.Answer(message.id(), "", known.way().facts());
  }

  /** Empty, or why ways of this kind cannot be made. */
  private static String prepared(String what) {
    try {
      if (what.equals("dns")) {
        DnsAnswer.warm();
      } else if (what.equals("packets")) {
        PacketWay.warm();
      }
      return "";
    } catch (LinkageError e) {
      return "a library is missing: " + e.getMessage();
    }
  }

  private void expire() {
    long now = System.nanoTime();
    ways.forEach(
        (id, leased) -> {
          if (leased.deadline().get() - now <= 0) {
            leased.way().calm();
            if (now - leased.deadline().get() > LINGER_NANOS && leased.way().isEmpty()) {
              leased.way().close();
              ways.remove(id);
            }
          }
        });
  }
}
