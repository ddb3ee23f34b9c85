// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.watchdog;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.undo.Undo;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The agent's side of the watchdog: a child in a session of its own, told by a pipe. */
public final class Watchdog implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final BufferedWriter in;
  private final BiConsumer<String, List<String>> healed;
  private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final JsonMapper json = JsonMapper.shared();

  private Watchdog(Process process, BiConsumer<String, List<String>> healed) {
    this.process = process;
    this.healed = healed;
    this.in =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it and waits until it watches.
   *
   * @param log takes what it says to people
   * @param healed told of a fault that the watchdog had to heal, and what went wrong
   */
  public static Watchdog start(
      List<String> command, File log, BiConsumer<String, List<String>> healed)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString()); // Whoever kills our group does not kill it.
    }
    whole.addAll(command);
    Process process =
        new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
    Watchdog watchdog = new Watchdog(process, healed);
    Thread.ofPlatform().daemon().name("watchdog").start(watchdog::listen);
    if (!watchdog.ready.await(START.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException("the watchdog does not start; see " + log);
    }
    if (!process.isAlive()) {
      throw new IOException("the watchdog has ended with " + process.exitValue() + "; see " + log);
    }
    return watchdog;
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(json.readValue(line, Message.Answer.class));
      }
    } catch (IOException | JacksonException e) {
      process.destroyForcibly(); // Not understood is as bad as dead: the agent starts another.
    }
    ready.countDown();
  }

  private void hear(Message.Answer answer) {
    switch (answer.says()) {
      case "ready" -> ready.countDown();
      case "healed" -> healed.accept(answer.id(), answer.problems());
      default -> {
        CountDownLatch latch = waiting.remove(answer.id());
        if (latch != null) {
          latch.countDown();
        }
      }
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /**
   * It heals after this time unless it hears otherwise.
   *
   * @throws FaultException when it did not say that it has understood: nothing must be done then
   */
  public void arm(String id, Duration lease, List<Undo> undo) throws FaultException {
    tell(new Message("arm", id, lease.toMillis(), undo));
  }

  public void renew(String id, Duration lease) throws FaultException {
    tell(new Message("renew", id, lease.toMillis(), List.of()));
  }

  public void disarm(String id) throws FaultException {
    tell(new Message("disarm", id, 0, List.of()));
  }

  private void tell(Message message) throws FaultException {
    CountDownLatch latch = new CountDownLatch(1);
    waiting.put(message.id(), latch);
    try {
      synchronized (in) {
        in.write(json.writeValueAsString(message));
        in.newLine();
        in.flush();
      }
      if (!latch.await(ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new FaultException("the watchdog does not answer");
      }
    } catch (IOException e) {
      throw new FaultException("the watchdog is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    } finally {
      var _ = waiting.remove(message.id());
    }
  }

  /** Its input ends, so that it heals what it has, and ends. */
  @Override
  public void close() throws IOException, InterruptedException {
    in.close();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
