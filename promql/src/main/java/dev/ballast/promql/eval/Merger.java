// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Series by their labels: values of equal labels become one series as long as they are of different
 * steps.
 */
final class Merger {

  static final String DUPLICATE = "vector cannot contain metrics with the same labelset";

  private static final class Merged {
    final boolean dropName;
    final double[] column;

    Merged(boolean dropName, double[] column) {
      this.dropName = dropName;
      this.column = column;
    }
  }

  private final Map<Labels, Merged> rows = new LinkedHashMap<>();
  private final int steps;
  private final Limits limits;

  Merger(int steps, Limits limits) {
    this.steps = steps;
    this.limits = limits;
  }

  /** The column of a series, made when it is new; write to it with {@link #put}. */
  double[] column(Labels labels, boolean dropName) {
    limits.work(steps);
    Merged merged = rows.get(labels);
    if (merged == null) {
      limits.hold(steps);
      merged = new Merged(dropName, Column.absent(steps));
      rows.put(labels, merged);
    }
    return merged.column;
  }

  static void put(double[] column, int step, double value) {
    if (!Column.isAbsent(column[step])) {
      throw new PromqlException(PromqlException.Kind.EXECUTION, DUPLICATE);
    }
    column[step] = value;
  }

  void add(Labels labels, boolean dropName, double[] column) {
    if (Column.isEmpty(column)) {
      return;
    }
    double[] into = column(labels, dropName);
    for (int i = 0; i < steps; i++) {
      if (!Column.isAbsent(column[i])) {
        put(into, i, column[i]);
      }
    }
  }

  /** Hands all series on; to be done once. */
  void drain(RowSink sink) {
    for (Map.Entry<Labels, Merged> row : new ArrayList<>(rows.entrySet())) {
      if (!Column.isEmpty(row.getValue().column)) {
        sink.row(row.getKey(), row.getValue().dropName, row.getValue().column);
      }
    }
    limits.release((long) rows.size() * steps);
    rows.clear();
  }
}
