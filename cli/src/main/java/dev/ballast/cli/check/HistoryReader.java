// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.cli.series.SeriesFile;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a history, one JSON object a line: whole operations, or events that begin and end them as
 * Jepsen writes them. Empty lines and {@code #} lines are fine, gzip is recognised.
 */
final class HistoryReader {

  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_LINES = 10_000_000;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final Lines operations;
  private final Lines events;
  private final List<String> problems = new ArrayList<>();
  private long unlisted;

  /** One of the two ways in which a line can be meant. */
  interface Lines {
    /** Whether a line looks so. */
    boolean mine(JsonNode line);

    void line(long number, JsonNode line, Problems problems);

    /** After the last line. */
    void end(Problems problems);

    boolean empty();

    History history();
  }

  /** Told of what is wrong in a line. */
  interface Problems {
    void add(long line, String what);
  }

  private HistoryReader(String name, Lines operations, Lines events) {
    this.name = name;
    this.operations = operations;
    this.events = events;
  }

  /**
   * Reads a file, or standard input when it is called {@code -}.
   *
   * @throws CommandFailure naming every problem (the first twenty) with its line
   */
  static History read(Terminal terminal, String file, Subject subject, boolean independent) {
    Path path = Path.of(file);
    if (!file.equals("-") && !Files.isRegularFile(path)) {
      throw CommandFailure.usage("FILE: " + file + " (expected: a file, or - for standard input)");
    }
    String name = file.equals("-") ? "stdin" : file;
    HistoryReader reader =
        new HistoryReader(name, new OperationLines(subject), new EventLines(subject, independent));
    try (InputStream in = file.equals("-") ? terminal.in() : Files.newInputStream(path);
        BufferedReader lines = SeriesFile.reader(in)) {
      return reader.read(lines);
    } catch (IOException e) {
      throw CommandFailure.usage(name + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private History read(BufferedReader lines) throws IOException {
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (number > MOST_LINES) {
        throw CommandFailure.usage(
            "%s: over %,d lines (expected: fewer). Fix: check a part of the keys"
                .formatted(name, MOST_LINES));
      }
      if (!text.isBlank() && text.charAt(0) != '#') {
        line(number, text);
      }
    }
    operations.end(this::problem);
    events.end(this::problem);
    if (!operations.empty() && !events.empty()) {
      problem(1, "operations and events in one history (expected: one of them)");
    }
    History history = events.empty() ? operations.history() : events.history();
    if (problems.isEmpty() && history.operations().isEmpty()) {
      problem(
          Math.max(1, number), "no operations (expected: at least one that may have been done)");
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(
          String.join("\n", problems)
              + (unlisted > 0 ? "\n%s: and %,d more".formatted(name, unlisted) : ""));
    }
    return history;
  }

  private void line(long number, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (!node.isObject()) {
        problem(number, "no JSON object (expected: one a line). Fix: see docs/check.md");
      } else if (events.mine(node)) {
        events.line(number, node, this::problem);
      } else {
        operations.line(number, node, this::problem);
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      list(
          "%s:%d:%d: %s (expected: a JSON object)"
              .formatted(
                  name, number, at == null ? 1 : at.getColumnNr(), first(e.getOriginalMessage())));
    }
  }

  private static String first(String message) {
    return message.lines().findFirst().orElse("not JSON");
  }

  private void problem(long line, String what) {
    list(name + ":" + line + ":1: " + what);
  }

  private void list(String problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    } else {
      unlisted++;
    }
  }
}
