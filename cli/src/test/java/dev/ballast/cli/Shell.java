// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Output;
import dev.ballast.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands as a user would and keeps what they printed. */
final class Shell {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Installation INSTALLATION =
      new Installation(
          "1.2.3",
          "abc",
          Path.of("java"),
          "",
          List.of(),
          Path.of("shop"),
          Path.of("mesh"),
          Path.of("faults"));

  private final Map<String, String> environment;
  private final boolean terminal;

  private Shell(Map<String, String> environment, boolean terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  /** What a command answered. */
  record Answer(int exitCode, String out, String err) {}

  static Shell piped() {
    return new Shell(Map.of("TERM", "xterm"), false);
  }

  static Shell onTerminal() {
    return new Shell(Map.of("TERM", "xterm"), true);
  }

  Shell with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Shell(more, terminal);
  }

  /** The name of every command that users are told of. */
  static List<String> commands() {
    return Ballast.commandLine(Terminal.ofProcess(), INSTALLATION)
        .getSubcommands()
        .values()
        .stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .map(command -> command.name())
        .toList();
  }

  /** The words of every command that users are told of, those of commands within others, too. */
  static List<List<String>> everyCommand() {
    List<List<String>> all = new ArrayList<>();
    collect(Ballast.commandLine(Terminal.ofProcess(), INSTALLATION), List.of(), all);
    return all;
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> into) {
    line.getSubcommands()
        .forEach(
            (name, child) -> {
              if (!child.getCommandSpec().usageMessage().hidden()) {
                List<String> path = new ArrayList<>(words);
                path.add(name);
                into.add(path);
                collect(child, path, into);
              }
            });
  }

  /** What the command line makes of these words, without doing it; fails when it is wrong. */
  static CommandLine.ParseResult parsed(String... arguments) {
    return Ballast.commandLine(Terminal.ofProcess(), INSTALLATION).parseArgs(arguments);
  }

  Answer run(String... arguments) {
    return runWithInput("", arguments);
  }

  /** Writes to a device that is full. */
  Answer runOntoFullDisk(String input, String... arguments) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal streams =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new Output(full),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            environment,
            InstantSource.fixed(NOW));
    int exitCode = Ballast.run(streams, INSTALLATION, arguments);
    return new Answer(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }

  Answer runWithInput(String input, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal streams =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            environment,
            InstantSource.fixed(NOW));
    int exitCode = Ballast.run(streams, INSTALLATION, arguments);
    return new Answer(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
