// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.script;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs that lie in one folder, and nothing else: no shell, no path, no link that leads out
 * of it, no environment but a path and what is given.
 */
public final class ScriptFolder {

  private static final int MOST_WORDS = 300;

  private final Path folder;

  public ScriptFolder(Path folder) {
    this.folder = folder;
  }

  /** How a program ended. */
  public record Ended(boolean well, String words) {}

  /**
   * The program of this name.
   *
   * @throws ActuatorException when it may not be run
   */
  public Path find(String file) {
    try {
      Path root = folder.toRealPath();
      Path program = root.resolve(file).toRealPath();
      if (file.contains("/") || !program.startsWith(root) || !Files.isRegularFile(program)) {
        throw refused(file, "leads out of the folder", "put the program itself there");
      }
      if (!Files.isExecutable(program)) {
        throw refused(file, "is not executable", "chmod +x it");
      }
      return program;
    } catch (IOException | InvalidPathException e) {
      throw refused(file, "is not in the folder --healing-scripts", "put it there");
    }
  }

  /**
   * Runs one and waits; killed when its time is over or when this thread is interrupted.
   *
   * @param environment told to it, beside PATH
   */
  public Ended run(
      String file, List<String> arguments, Map<String, String> environment, Duration patience)
      throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(find(file).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
    builder.environment().putAll(environment);
    Path output = null;
    Process process = null;
    try {
      output = Files.createTempFile("ballast-script", ".out");
      process =
          builder
              .redirectErrorStream(true)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Ended(false, "no end within " + patience.toSeconds() + " s: killed");
      }
      int code = process.exitValue();
      return new Ended(
          code == 0, code == 0 ? words(output) : "exit " + code + ": " + words(output));
    } catch (IOException e) {
      throw refused(file, "cannot be started", "try it by hand");
    } finally {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      delete(output);
    }
  }

  private static String words(Path output) throws IOException {
    try (var in = Files.newInputStream(output)) {
      return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip();
    }
  }

  private static void delete(@org.jspecify.annotations.Nullable Path output) {
    try {
      if (output != null) {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      output.toFile().deleteOnExit();
    }
  }

  private static ActuatorException refused(String file, String what, String fix) {
    return new ActuatorException(Kind.INVALID, "script " + file, what, fix);
  }
}
