// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.diagnose;

import dev.ballast.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of {@code time,SUBJECT|METRIC,…}; times in epoch seconds, an empty cell is missing. */
final class MetricTable {

  private final List<String> columns;
  private final List<double[]> rows;

  private MetricTable(List<String> columns, List<double[]> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  static MetricTable read(Path file) {
    List<String> header = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    Lines.read(
        file,
        (number, text) -> {
          String[] cells = text.split(",", -1);
          if (header.isEmpty()) {
            header.addAll(Arrays.asList(cells));
            return;
          }
          if (cells.length != header.size()) {
            throw CommandFailure.usage(
                "%s:%d: %d cells (expected: %d as in the header)"
                    .formatted(file, number, cells.length, header.size()));
          }
          double[] row = new double[cells.length];
          Arrays.setAll(row, i -> Lines.number(file, number, cells[i]));
          rows.add(row);
        });
    if (header.isEmpty() || !header.getFirst().equals("time")) {
      throw CommandFailure.usage(file + ":1: (expected: a header that starts with time)");
    }
    return new MetricTable(header, rows);
  }

  /** The names of the series, without the time. */
  List<String> columns() {
    return columns.subList(1, columns.size());
  }

  double time(int row) {
    return rows.get(row)[0];
  }

  int size() {
    return rows.size();
  }

  /** One series over the rows of the given times, NaN where missing or unknown. */
  double[] values(String column, double from, double to) {
    int at = columns.indexOf(column);
    return rows.stream()
        .filter(row -> row[0] >= from && row[0] < to)
        .mapToDouble(row -> at < 0 ? Double.NaN : row[at])
        .toArray();
  }

  /** The usual distance of two rows in seconds. */
  double step() {
    double[] steps = new double[Math.max(0, rows.size() - 1)];
    Arrays.setAll(steps, i -> rows.get(i + 1)[0] - rows.get(i)[0]);
    Arrays.sort(steps);
    return steps.length == 0 ? 0 : steps[steps.length / 2];
  }
}
