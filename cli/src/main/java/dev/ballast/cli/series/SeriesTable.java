// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import dev.ballast.cli.terminal.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads many series from rows {@code id,v1,v2,…} of any length; an empty cell is missing. */
public final class SeriesTable {

  private static final int MOST_PROBLEMS = 20;

  /** One series with its name. */
  public static final class Row {

    private final String id;
    private final double[] values;

    Row(String id, double[] values) {
      this.id = id;
      this.values = values;
    }

    public String id() {
      return id;
    }

    /** Oldest first; NaN where missing. */
    public double[] values() {
      return values.clone();
    }
  }

  private SeriesTable() {}

  /**
   * All rows; gzip is recognised by itself.
   *
   * @throws CommandFailure naming every problem (the first twenty) with its line and column
   */
  public static List<Row> read(String name, InputStream in) {
    List<Row> rows = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    List<String> problems = new ArrayList<>();
    try (BufferedReader reader = SeriesFile.reader(in)) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
        if (!text.isBlank() && !(number == 1 && header(text))) {
          row(name + ":" + number, text, ids, rows, problems);
        }
      }
    } catch (IOException e) {
      throw CommandFailure.usage(name + ": cannot be read (" + e.getMessage() + ")");
    }
    if (rows.isEmpty() && problems.isEmpty()) {
      problems.add(name + ":1:1: no rows (expected: id,v1,v2,…). Fix: give a file that has some");
    }
    if (!problems.isEmpty()) {
      int shown = Math.min(MOST_PROBLEMS, problems.size());
      String more = problems.size() > shown ? "\nand " + (problems.size() - shown) + " more" : "";
      throw CommandFailure.usage(String.join("\n", problems.subList(0, shown)) + more);
    }
    return rows;
  }

  /** {@code id,V1,V2} and the like: no cell after the first is a number or empty. */
  private static boolean header(String text) {
    String[] cells = text.split(",", -1);
    return cells.length > 1
        && Arrays.stream(cells).skip(1).map(SeriesTable::bare).noneMatch(Values::isOne);
  }

  private static void row(
      String place, String text, Set<String> ids, List<Row> rows, List<String> problems) {
    String[] cells = text.split(",", -1);
    double[] values = new double[cells.length - 1];
    int column = cells[0].length() + 2;
    int known = 0;
    for (int i = 0; i < values.length; i++) {
      String cell = bare(cells[i + 1]);
      try {
        values[i] = Values.number(cell);
        known += Double.isNaN(values[i]) ? 0 : 1;
      } catch (NumberFormatException e) {
        problems.add(
            "%s:%d: \"%s\" (expected: a number, or nothing when missing). Fix: correct or empty it"
                .formatted(place, column, cell));
        return;
      }
      column += cells[i + 1].length() + 1;
    }
    String id = bare(cells[0]);
    if (id.isEmpty() || known == 0) {
      String what = id.isEmpty() ? "no id" : "no value in series " + id;
      problems.add(place + ":1: " + what + " (expected: id,v1,v2,…). Fix: complete or remove it");
      return;
    }
    if (!ids.add(id)) {
      problems.add(
          place + ":1: the id " + id + " again (expected: each once). Fix: rename or remove it");
      return;
    }
    rows.add(new Row(id, values));
  }

  private static String bare(String cell) {
    String text = cell.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).strip() : text;
  }
}
