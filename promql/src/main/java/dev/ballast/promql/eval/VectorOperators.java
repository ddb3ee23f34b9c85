// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Operator;
import dev.ballast.promql.ast.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binary operators with at least one instant vector. */
final class VectorOperators {

  private final Scope scope;
  private final Evaluator evaluator;

  VectorOperators(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  void evaluate(Expr.Binary binary, Grid grid, RowSink sink) {
    boolean leftScalar = binary.left().type() == ValueType.SCALAR;
    if (leftScalar || binary.right().type() == ValueType.SCALAR) {
      withScalar(binary, grid, sink, leftScalar);
    } else if (binary.operator().isSet()) {
      set(binary, grid, sink);
    } else {
      match(binary, grid, sink);
    }
  }

  private void withScalar(Expr.Binary binary, Grid grid, RowSink sink, boolean leftScalar) {
    Expr scalarSide = leftScalar ? binary.left() : binary.right();
    Expr vectorSide = leftScalar ? binary.right() : binary.left();
    double[] scalar = evaluator.scalar(scalarSide, grid);
    boolean drops = !binary.operator().isComparison() || binary.bool();
    evaluator.vector(
        vectorSide,
        grid,
        (labels, dropName, column) -> {
          if (binary.operator().isTrim()) {
            scope.notes().wrongTypes(binary.operator().symbol(), binary);
            return;
          }
          Arithmetic.vectorScalar(binary.operator(), binary.bool(), column, scalar, !leftScalar);
          sink.row(labels, dropName || drops, column);
        });
  }

  /** The series of both sides that have the same matching labels. */
  static final class Pairing {
    final List<Table.Row> left = new ArrayList<>();
    final List<Table.Row> right = new ArrayList<>();
  }

  static Projection signature(Matching matching) {
    if (matching.on()) {
      return Projection.keeping(matching.labels());
    }
    List<String> ignored = new ArrayList<>(matching.labels());
    ignored.add(Labels.NAME);
    return Projection.dropping(ignored);
  }

  private static Map<Labels, Pairing> pair(Table left, Table right, Matching matching) {
    Projection signature = signature(matching);
    Map<Labels, Pairing> pairs = new LinkedHashMap<>();
    for (Table.Row row : left.rows()) {
      pairs.computeIfAbsent(signature.of(row.labels), key -> new Pairing()).left.add(row);
    }
    for (Table.Row row : right.rows()) {
      pairs.computeIfAbsent(signature.of(row.labels), key -> new Pairing()).right.add(row);
    }
    return pairs;
  }

  private void match(Expr.Binary binary, Grid grid, RowSink sink) {
    Table left = evaluator.table(binary.left(), grid);
    Table right = evaluator.table(binary.right(), grid);
    if (binary.operator().isTrim()) {
      if (!left.rows().isEmpty() && !right.rows().isEmpty()) {
        scope.notes().wrongTypes(binary.operator().symbol(), binary);
      }
      return;
    }
    VectorMatcher matcher = new VectorMatcher(scope, binary, grid.steps(), left, right);
    pair(left, right, binary.matching()).forEach(matcher::match);
    matcher.drain(sink);
    left.release();
    right.release();
  }

  private void set(Expr.Binary binary, Grid grid, RowSink sink) {
    Table left = evaluator.table(binary.left(), grid);
    Table right = evaluator.table(binary.right(), grid);
    Map<Labels, Pairing> pairs = pair(left, right, binary.matching());
    boolean[] present = new boolean[grid.steps()];
    for (Pairing pairing : pairs.values()) {
      switch (binary.operator()) {
        case AND -> mask(pairing.left, presence(pairing.right, present), true);
        case UNLESS -> mask(pairing.left, presence(pairing.right, present), false);
        default -> mask(pairing.right, presence(pairing.left, present), false);
      }
    }
    Merger merger = new Merger(grid.steps(), scope.limits());
    left.rows().forEach(row -> merger.add(row.labels, row.dropName, row.column));
    if (binary.operator() == Operator.OR) {
      right.rows().forEach(row -> merger.add(row.labels, row.dropName, row.column));
    }
    left.release();
    right.release();
    merger.drain(sink);
  }

  private static boolean[] presence(List<Table.Row> rows, boolean[] into) {
    Arrays.fill(into, false);
    for (Table.Row row : rows) {
      for (int i = 0; i < into.length; i++) {
        into[i] |= !Column.isAbsent(row.column[i]);
      }
    }
    return into;
  }

  private static void mask(List<Table.Row> rows, boolean[] present, boolean keep) {
    for (Table.Row row : rows) {
      for (int i = 0; i < present.length; i++) {
        if (present[i] != keep) {
          row.column[i] = Column.ABSENT;
        }
      }
    }
  }
}
