// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** GitHub's summary of a step: a file that the runner names and shows on the run's page. */
final class StepSummary {

  static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  private StepSummary() {}

  /**
   * The file.
   *
   * @throws CommandFailure when the runner names none
   */
  static Path file(Terminal terminal) {
    String name = terminal.variable(VARIABLE, "");
    if (name.isEmpty()) {
      throw CommandFailure.usage(
          "--github-summary: "
              + VARIABLE
              + " is not set (expected: a step of GitHub Actions). Fix: leave the flag out, or -o"
              + " markdown");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage(VARIABLE + ": " + name + " (expected: a file)");
    }
  }

  /** Adds to what other steps wrote. */
  static void append(Path file, String markdown) {
    try {
      Files.writeString(
          file,
          markdown,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new CommandFailure(
          Exit.UNREACHABLE, "cannot write " + file + " (" + e.getClass().getSimpleName() + ")");
    }
  }
}
