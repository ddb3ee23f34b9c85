// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import java.util.ArrayList;
import java.util.List;

/** An instant vector over all steps, kept in memory, in the order its series came. */
final class Table {

  /** A series; the column is the row's own. */
  static final class Row {
    final Labels labels;
    final boolean dropName;
    final double[] column;

    Row(Labels labels, boolean dropName, double[] column) {
      this.labels = labels;
      this.dropName = dropName;
      this.column = column;
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final Limits limits;

  Table(Limits limits) {
    this.limits = limits;
  }

  /** Copies a series in, unless it has no value at any step. */
  void add(Labels labels, boolean dropName, double[] column) {
    limits.work(column.length);
    if (!Column.isEmpty(column)) {
      limits.hold(column.length);
      rows.add(new Row(labels, dropName, column.clone()));
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** At which steps there is any value. */
  boolean[] present(int steps) {
    boolean[] present = new boolean[steps];
    for (Row row : rows) {
      for (int i = 0; i < steps; i++) {
        present[i] |= !Column.isAbsent(row.column[i]);
      }
    }
    return present;
  }

  /** Hands all series on; the table is not to be used afterwards. */
  void drain(RowSink sink) {
    for (Row row : rows) {
      sink.row(row.labels, row.dropName, row.column);
    }
    release();
  }

  /** Gives the memory back. */
  void release() {
    for (Row row : rows) {
      limits.release(row.column.length);
    }
    rows.clear();
  }
}
