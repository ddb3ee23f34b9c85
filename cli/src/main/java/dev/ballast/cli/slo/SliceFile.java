// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.control.slo.replay.Slice;
import dev.ballast.control.slo.replay.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Past events in a CSV file: {@code timestamp,good,total}, or with {@code objective}, its number
 * from 0, as the second column. Each row is about the time from its timestamp on, as long as the
 * shortest step of its objective; where rows are missing there is no data.
 */
final class SliceFile {

  private static final List<String> ONE = List.of("timestamp", "good", "total");
  private static final List<String> SEVERAL = List.of("timestamp", "objective", "good", "total");

  private final Path file;
  private final List<String> problems = new ArrayList<>();

  private SliceFile(Path file) {
    this.file = file;
  }

  private record Row(Instant at, int line, double good, double total) {}

  /** The slices of each objective. */
  static List<List<Slice>> read(Path file, int objectives) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CommandFailure.usage("--data: " + file + " (expected: a CSV file)");
    }
    return new SliceFile(file).read(Files.readAllLines(file), objectives);
  }

  private List<List<Slice>> read(List<String> lines, int objectives) {
    var header = lines.isEmpty() ? List.<String>of() : List.of(lines.getFirst().strip().split(","));
    if (!header.equals(ONE) && !header.equals(SEVERAL)) {
      throw CommandFailure.usage(
          file
              + ":1:1: columns (expected: "
              + String.join(",", ONE)
              + " or "
              + String.join(",", SEVERAL)
              + ")");
    }
    var rows = new ArrayList<List<Row>>();
    for (int i = 0; i < objectives; i++) {
      rows.add(new ArrayList<>());
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        add(lines.get(i), i + 1, header.size() == SEVERAL.size(), rows);
      }
    }
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
    return rows.stream().map(SliceFile::slices).toList();
  }

  private void add(String line, int number, boolean several, List<List<Row>> rows) {
    var cells = line.strip().split(",", -1);
    try {
      if (cells.length != (several ? 4 : 3)) {
        throw new IllegalArgumentException(cells.length + " columns (expected: as the header)");
      }
      int objective = several ? Integer.parseInt(cells[1]) : 0;
      double good = Double.parseDouble(cells[cells.length - 2]);
      double total = Double.parseDouble(cells[cells.length - 1]);
      if (objective < 0 || objective >= rows.size()) {
        throw new IllegalArgumentException(
            "objective: " + objective + " (expected: 0.." + (rows.size() - 1) + ")");
      }
      if (!(total >= 0 && good >= 0 && good <= total)) {
        throw new IllegalArgumentException(
            "good, total: " + good + ", " + total + " (expected: 0 <= good <= total)");
      }
      append(rows.get(objective), new Row(Instant.parse(cells[0]), number, good, total));
    } catch (DateTimeException e) {
      problems.add(file + ":" + number + ":1: timestamp: " + cells[0] + " (expected: RFC 3339)");
    } catch (NumberFormatException e) {
      problems.add(file + ":" + number + ":1: " + line.strip() + " (expected: numbers)");
    } catch (IllegalArgumentException e) {
      problems.add(file + ":" + number + ":1: " + e.getMessage());
    }
  }

  /** A time that comes twice would count twice, and one that comes late would end a slice. */
  private void append(List<Row> rows, Row row) {
    if (!rows.isEmpty() && !row.at().isAfter(rows.getLast().at())) {
      problems.add(
          "%s:%d:1: timestamp: %s (expected: after %s of line %d, each time once and in order)"
              .formatted(file, row.line(), row.at(), rows.getLast().at(), rows.getLast().line()));
    }
    rows.add(row);
  }

  private static List<Slice> slices(List<Row> rows) {
    long step = Long.MAX_VALUE;
    for (int i = 1; i < rows.size(); i++) {
      long gap = rows.get(i).at().toEpochMilli() - rows.get(i - 1).at().toEpochMilli();
      step = gap > 0 ? Math.min(step, gap) : step;
    }
    long length = step == Long.MAX_VALUE ? 60_000 : step;
    return rows.stream()
        .map(
            row ->
                new Slice(new Span(row.at(), row.at().plusMillis(length)), row.good(), row.total()))
        .toList();
  }
}
