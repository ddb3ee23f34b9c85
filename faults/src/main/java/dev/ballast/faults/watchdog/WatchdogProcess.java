// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.watchdog;

import dev.ballast.faults.undo.Undo;
import dev.ballast.faults.undo.Undoer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The watchdog's own side. It heals a fault whose lease the agent let pass, and all of them at once
 * when the agent is gone, which it sees by the end of its input.
 */
public final class WatchdogProcess {

  /** The agent heals by itself at the end of a lease; only then is it the watchdog's turn. */
  private static final long GRACE_MS = 250;

  private static final String THE_END = "";

  private final Undoer undoer;
  private final PrintStream out;
  private final JsonMapper json = JsonMapper.shared();
  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Map<String, Armed> armed = new HashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /** A fault that is on, as far as is known here. */
  private record Armed(List<Undo> undo, long deadline) {}

  public WatchdogProcess(Undoer undoer, PrintStream out) {
    this.undoer = undoer;
    this.out = out;
  }

  /** Works until the input ends and all is healed. */
  public void run(BufferedReader in) throws InterruptedException {
    Thread.ofPlatform().daemon().name("input").start(() -> read(in));
    say("ready", "", List.of());
    try {
      while (take()) {
        expire();
      }
      healAll();
    } finally {
      over.countDown();
    }
  }

  /** Told to end while the agent may still live: heals all and waits for it. */
  public void stop() throws InterruptedException {
    lines.add(THE_END);
    over.await();
  }

  private void read(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line.isEmpty() ? " " : line);
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    lines.add(THE_END);
  }

  /** Whether there is more to come. */
  private boolean take() throws InterruptedException {
    long next = armed.values().stream().mapToLong(Armed::deadline).min().orElse(Long.MAX_VALUE);
    long wait = next == Long.MAX_VALUE ? 60_000_000_000L : next - System.nanoTime();
    String line = lines.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
    if (line == null || line.isBlank()) {
      return line == null || !line.equals(THE_END);
    }
    Message message = json.readValue(line, Message.class);
    long deadline = System.nanoTime() + (message.millis() + GRACE_MS) * 1_000_000;
    switch (message.does()) {
      case "arm" -> armed.put(message.id(), new Armed(message.undo(), deadline));
      case "renew" -> armed.computeIfPresent(message.id(), (_, a) -> new Armed(a.undo(), deadline));
      default -> armed.remove(message.id());
    }
    say("done", message.id(), List.of());
    return true;
  }

  private void expire() {
    long now = System.nanoTime();
    for (String id :
        armed.entrySet().stream()
            .filter(e -> e.getValue().deadline() - now <= 0)
            .map(Map.Entry::getKey)
            .toList()) {
      Armed late = armed.remove(id);
      if (late != null) {
        Thread.ofVirtual().start(() -> say("healed", id, undoer.undo(late.undo())));
      }
    }
  }

  private void healAll() throws InterruptedException {
    List<Thread> healing =
        armed.values().stream()
            .map(a -> Thread.ofVirtual().start(() -> say("healed", "", undoer.undo(a.undo()))))
            .toList();
    armed.clear();
    for (Thread thread : healing) {
      thread.join();
    }
  }

  private void say(String what, String id, List<String> problems) {
    String line = json.writeValueAsString(new Message.Answer(what, id, problems));
    synchronized (out) {
      out.println(line); // Nobody may be there to read it.
      out.flush();
    }
  }
}
