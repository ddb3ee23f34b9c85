// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import dev.ballast.faults.driver.FaultException;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agent's side of the process in the path, which is started when the first way is wanted and
 * anew when it died. One question at a time.
 */
public final class Paths implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final List<String> command;
  private final File log;
  private final JsonMapper json = JsonMapper.shared();
  private @Nullable Running running;

  /** A process that was started, and what it has said. */
  private record Running(
      Process process, BufferedWriter in, LinkedBlockingQueue<PathMessage.Answer> said) {}

  /**
   * @param command starts the process
   * @param log takes what it says to people
   */
  public Paths(List<String> command, File log) {
    this.command = List.copyOf(command);
    this.log = log;
  }

  /**
   * Starts the process and loads what ways of this kind need: this takes as long as a JVM does, and
   * no lease should pay for it.
   */
  public void prepare(String what) throws FaultException {
    var _ = tell(new PathMessage("prepare", "", what, Map.of(), 0), true, START);
  }

  /**
   * Opens a way; one that is open stays as it is.
   *
   * @return its facts, such as its {@code port}
   */
  public Map<String, String> open(
      String id, String what, Map<String, String> settings, Duration lease) throws FaultException {
    return tell(new PathMessage("open", id, what, settings, lease.toMillis()), true, START);
  }

  /**
   * Moves the end of its lease.
   *
   * @throws FaultException when it is over: it does not come back by this
   */
  public void renew(String id, Duration lease) throws FaultException {
    var _ = tell(new PathMessage("renew", id, "", Map.of(), lease.toMillis()), false, ANSWER);
  }

  /** The facts of one that is open. */
  public Map<String, String> look(String id) throws FaultException {
    return tell(new PathMessage("look", id, "", Map.of(), 0), false, ANSWER);
  }

  /** Disturbs nothing any more; also when it is unknown, or when the process is gone with it. */
  public Map<String, String> calm(String id) throws FaultException {
    return isRunning()
        ? tell(new PathMessage("calm", id, "", Map.of(), 0), false, ANSWER)
        : Map.of("calm", "true");
  }

  private synchronized boolean isRunning() {
    return running != null && running.process().isAlive();
  }

  private synchronized Map<String, String> tell(
      PathMessage message, boolean start, Duration patience) throws FaultException {
    if (!isRunning()) {
      if (!start) {
        throw new FaultException("the process in the path is gone");
      }
      running = begin();
    }
    Running now = running;
    if (now == null) {
      throw new FaultException("the process in the path is gone");
    }
    try {
      now.said().clear();
      now.in().write(json.writeValueAsString(message));
      now.in().newLine();
      now.in().flush();
      PathMessage.Answer answer = now.said().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw new FaultException("the process in the path does not answer; see " + log);
      }
      if (!answer.problem().isEmpty()) {
        throw new FaultException(answer.problem());
      }
      return answer.facts();
    } catch (IOException e) {
      throw new FaultException("the process in the path is gone; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }

  private Running begin() throws FaultException {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString()); // Whoever kills our group does not kill it.
    }
    whole.addAll(command);
    try {
      Process process =
          new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
      LinkedBlockingQueue<PathMessage.Answer> said = new LinkedBlockingQueue<>();
      Thread.ofPlatform().daemon().name("path").start(() -> listen(process, said));
      return new Running(
          process,
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8)),
          said);
    } catch (IOException e) {
      throw new FaultException("the process in the path cannot be started", e);
    }
  }

  private void listen(Process process, LinkedBlockingQueue<PathMessage.Answer> said) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(json.readValue(line, PathMessage.Answer.class));
      }
    } catch (IOException | JacksonException e) {
      process.destroyForcibly(); // Not understood is as bad as dead.
    }
  }

  /** Its number; 0 while there is none. */
  public synchronized long pid() {
    return running == null ? 0 : running.process().pid();
  }

  /** Its input ends, so that it ends when nobody passes through it any more. */
  @Override
  public synchronized void close() throws IOException {
    if (running != null) {
      running.in().close();
    }
  }
}
