// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.telemetry.logline.LogLines;
import dev.ballast.telemetry.query.LogRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A log of LogHub's (logpai/loghub, loghub-2.0): {@code NAME.log_structured.csv} with a row for
 * each line, and beside it {@code NAME.log}, the lines as they were written.
 *
 * @param contents what each line says, without the head that its program puts before it
 * @param events the id of its true template
 * @param templates the true templates themselves; empty where the file has no such column
 * @param raw the lines as they were written; empty when they are not beside it
 */
record LogHubSample(
    List<String> contents, List<String> events, List<String> templates, List<String> raw) {

  private static final String STRUCTURED = "_structured.csv";
  private static final LogLines.Sender NOBODY = new LogLines.Sender("log", "");

  LogHubSample {
    contents = List.copyOf(contents);
    events = List.copyOf(events);
    templates = List.copyOf(templates);
    raw = List.copyOf(raw);
  }

  static boolean looksLike(Path file) {
    return file.getFileName().toString().matches(".*_structured\\.csv(\\.gz)?");
  }

  /** Where the lines of it are, as they were written. */
  static Path raw(Path structured) {
    String name = structured.getFileName().toString();
    return structured.resolveSibling(name.substring(0, name.indexOf(STRUCTURED)));
  }

  static LogHubSample read(Path structured, int most) {
    List<String> contents = new ArrayList<>();
    List<String> events = new ArrayList<>();
    List<String> templates = new ArrayList<>();
    Csv.read(
        structured,
        List.of("Content", "EventId"),
        (number, cells) -> {
          if (contents.size() < most) {
            contents.add(cells.getOrDefault("Content", ""));
            events.add(cells.getOrDefault("EventId", ""));
            String template = cells.get("EventTemplate");
            if (template != null) {
              templates.add(template);
            }
          }
        });
    Path beside = raw(structured);
    List<String> raw = Files.isRegularFile(beside) ? lines(beside, most) : List.of();
    if (!raw.isEmpty() && raw.size() != contents.size()) {
      throw CommandFailure.usage(
          "%s: %d lines (expected: %d, one for each row of %s)"
              .formatted(beside, raw.size(), contents.size(), structured.getFileName()));
    }
    if (!templates.isEmpty() && templates.size() != contents.size()) {
      throw CommandFailure.usage(
          "%s: EventTemplate in %d of %d rows (expected: in each)"
              .formatted(structured, templates.size(), contents.size()));
    }
    return new LogHubSample(contents, events, templates, raw);
  }

  private static List<String> lines(Path file, int most) {
    List<String> lines = new ArrayList<>();
    Lines.read(
        file,
        (number, text) -> {
          if (lines.size() < most) {
            lines.add(text);
          }
        });
    return lines;
  }

  /**
   * How many raw lines our own reader of plain text takes apart as the sample does: what is left of
   * the line is its content. NaN without raw lines.
   */
  double readRight() {
    int right = 0;
    for (int i = 0; i < raw.size(); i++) {
      List<LogRecord> records =
          LogLines.read(raw.get(i).getBytes(StandardCharsets.UTF_8), NOBODY, 0).records();
      right +=
          records.size() == 1 && records.getFirst().body().strip().equals(contents.get(i).strip())
              ? 1
              : 0;
    }
    return right / (double) raw.size();
  }
}
