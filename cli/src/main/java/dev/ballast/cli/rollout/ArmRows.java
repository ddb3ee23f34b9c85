// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.stats.sequential.ArmCounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads {@code minute,baseline_total,baseline_errors,canary_total,canary_errors} a row at a time.
 * From the first row that is wrong on, rows are only checked: what follows a gap of unknown size
 * proves nothing. Windows line ends, a byte order mark, empty lines and {@code #} lines are fine.
 */
final class ArmRows {

  static final String HEADER = "minute,baseline_total,baseline_errors,canary_total,canary_errors";

  private static final List<String> NAMES = List.of(HEADER.split(","));
  private static final long MOST = 1_000_000_000_000L;

  private final String name;
  private final Consumer<String> problem;
  private final Consumer<Row> rows;
  private boolean header;
  private long problems;
  private long read;
  private long lastMinute = -1;

  /** One row. */
  record Row(long minute, ArmCounts counts) {}

  /**
   * A reader.
   *
   * @param name of the file, for messages
   * @param problem told of each problem as it is met
   * @param rows told of each row before the first problem
   */
  ArmRows(String name, Consumer<String> problem, Consumer<Row> rows) {
    this.name = name;
    this.problem = problem;
    this.rows = rows;
  }

  /** Reads to the end and answers how many problems there were. */
  long read(BufferedReader reader) throws IOException {
    long number = 0;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
      if (text.isBlank() || text.charAt(0) == '#') {
        continue;
      }
      if (!header) {
        header(number, text.strip());
      } else {
        row(number, text.strip());
      }
    }
    if (read == 0 && problems == 0) {
      report(Math.max(1, number), 1, "no rows (expected: the header and at least one minute)");
    }
    return problems;
  }

  private void header(long number, String text) {
    header = true;
    if (!text.replace(" ", "").equals(HEADER)) {
      report(
          number,
          1,
          "header \"%s\" (expected: %s). Fix: name the columns so, in this order"
              .formatted(shortened(text), HEADER));
    }
  }

  private void row(long number, String text) {
    read++;
    String[] cells = text.split(",", -1);
    if (cells.length != NAMES.size()) {
      report(
          number, 1, "%d columns (expected: %d: %s)".formatted(cells.length, NAMES.size(), HEADER));
      return;
    }
    List<Integer> columns = new ArrayList<>();
    long[] values = new long[cells.length];
    long before = problems;
    int column = 1;
    for (int i = 0; i < cells.length; i++) {
      columns.add(column);
      values[i] = whole(number, column, NAMES.get(i), cells[i].strip());
      column += cells[i].length() + 1;
    }
    if (problems == before) {
      whole(number, columns, values);
    }
  }

  private void whole(long number, List<Integer> columns, long[] values) {
    boolean fine = true;
    for (int i = 1; i < values.length; i += 2) {
      if (values[i + 1] > values[i]) {
        fine = false;
        report(
            number,
            columns.get(i + 1),
            "%s: %d (expected: at most %s, %d)"
                .formatted(NAMES.get(i + 1), values[i + 1], NAMES.get(i), values[i]));
      }
    }
    if (values[0] <= lastMinute) {
      fine = false;
      report(
          number,
          1,
          "minute: %d (expected: above the row before, %d). Fix: sort the rows, one per minute"
              .formatted(values[0], lastMinute));
    }
    lastMinute = Math.max(lastMinute, values[0]);
    if (fine && problems == 0) {
      rows.accept(new Row(values[0], new ArmCounts(values[1], values[2], values[3], values[4])));
    }
  }

  private long whole(long number, int column, String what, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0 && value <= MOST) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    report(
        number,
        column,
        "%s: %s (expected: a whole number from 0 to %d)"
            .formatted(what, text.isEmpty() ? "empty" : shortened(text), MOST));
    return -1;
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private void report(long line, int column, String what) {
    problems++;
    problem.accept(name + ":" + line + ":" + column + ": " + what);
  }
}
