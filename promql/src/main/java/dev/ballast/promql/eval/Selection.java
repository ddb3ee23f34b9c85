// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Aggregator;
import java.util.Arrays;
import java.util.List;

/** {@code topk} and its like: at each step some series of a group are kept, the others blanked. */
final class Selection {

  private final Aggregator operator;
  private final List<Table.Row> rows;
  private final double[] parameters;
  private final Integer[] order;

  private Selection(Aggregator operator, List<Table.Row> rows, double[] parameters) {
    this.operator = operator;
    this.rows = rows;
    this.parameters = parameters;
    this.order = new Integer[rows.size()];
    Arrays.setAll(order, i -> i);
  }

  static Selection of(
      Aggregator operator, List<Table.Row> rows, double[] parameters, Limits limits) {
    Selection selection = new Selection(operator, rows, parameters);
    for (int i = 0; i < parameters.length; i++) {
      limits.checkTime();
      selection.choose(i);
    }
    return selection;
  }

  /** Hands on what is left; at a single step {@code topk} and {@code bottomk} give it in order. */
  void drain(RowSink sink) {
    for (int i : order) {
      Table.Row row = rows.get(i);
      if (!Column.isEmpty(row.column)) {
        sink.row(row.labels, row.dropName, row.column);
      }
    }
  }

  private void choose(int step) {
    switch (operator) {
      case TOPK -> best(step, true);
      case BOTTOMK -> best(step, false);
      case LIMITK -> first(step);
      default -> share(step);
    }
  }

  private void best(int step, boolean largest) {
    Arrays.sort(
        order,
        (a, b) -> {
          double x = rows.get(a).column[step];
          double y = rows.get(b).column[step];
          boolean xAbsent = Column.isAbsent(x);
          boolean yAbsent = Column.isAbsent(y);
          if (xAbsent || yAbsent) {
            return Boolean.compare(xAbsent, yAbsent);
          }
          int compared = SortCalls.compare(x, y, largest);
          return compared != 0 ? compared : Integer.compare(a, b);
        });
    for (int i = (int) limit(step); i < order.length; i++) {
      rows.get(order[i]).column[step] = Column.ABSENT;
    }
  }

  private long limit(int step) {
    return Math.clamp((long) parameters[step], 0, rows.size());
  }

  private void first(int step) {
    long left = limit(step);
    for (Table.Row row : rows) {
      if (!Column.isAbsent(row.column[step]) && --left < 0) {
        row.column[step] = Column.ABSENT;
      }
    }
  }

  private void share(int step) {
    double ratio = Math.clamp(parameters[step], -1.0, 1.0);
    for (Table.Row row : rows) {
      double place = place(row.labels);
      boolean chosen = ratio >= 0 ? place < ratio : place >= 1 + ratio;
      if (!chosen) {
        row.column[step] = Column.ABSENT;
      }
    }
  }

  /** A number in 0 (inclusive) to 1 (exclusive) that depends on the labels only. */
  private static double place(Labels labels) {
    long hash = 0xcbf29ce484222325L;
    String text = Projection.braces(labels);
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return ((hash ^ (hash >>> 33)) >>> 11) * 0x1p-53;
  }
}
