// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Matching.Cardinality;
import dev.ballast.promql.ast.Operator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic and comparisons between two instant vectors.
 *
 * <p>Works group by group of equal matching labels. "Many" and "one" are the sides of the
 * cardinality (left and right unless {@code group_right}); at each step the one side may have a
 * single series of the group. In the usual case of one series each, a group is a single pass over
 * two columns.
 */
final class VectorMatcher {

  private final Scope scope;
  private final Expr.Binary binary;
  private final Operator operator;
  private final Matching matching;
  private final boolean swapped;
  private final int steps;
  private final boolean[] active;
  private final OptionalDouble fillMany;
  private final OptionalDouble fillOne;
  private final boolean namesKept;
  private final Merger merger;

  VectorMatcher(Scope scope, Expr.Binary binary, int steps, Table left, Table right) {
    this.scope = scope;
    this.binary = binary;
    this.operator = binary.operator();
    this.matching = binary.matching();
    this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
    this.steps = steps;
    this.fillMany = matching.fillLeft();
    this.fillOne = matching.fillRight();
    this.namesKept = operator.isComparison() && !matching.include().contains(Labels.NAME);
    this.active = active(left, right);
    this.merger = new Merger(steps, scope.limits());
  }

  /** A step at which a side has nothing at all gives nothing, not even errors, without fills. */
  private boolean[] active(Table left, Table right) {
    boolean[] a = left.present(steps);
    boolean[] b = right.present(steps);
    boolean fills = fillMany.isPresent() || fillOne.isPresent();
    for (int i = 0; i < steps; i++) {
      a[i] = fills ? a[i] || b[i] : a[i] && b[i];
    }
    return a;
  }

  void drain(RowSink sink) {
    merger.drain(sink);
  }

  void match(Labels signature, VectorOperators.Pairing pairing) {
    scope.limits().checkTime();
    List<Table.Row> many = swapped ? pairing.right : pairing.left;
    List<Table.Row> one = swapped ? pairing.left : pairing.right;
    int[] oneAt = oneAt(signature, one);
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      checkSingle(many, one, oneAt);
    }
    boolean mayClash = matching.cardinality() != Cardinality.ONE_TO_ONE && many.size() > 1;
    Map<Labels, boolean[]> made = mayClash ? new HashMap<>() : null;
    for (Table.Row row : many) {
      combine(row, one, oneAt, signature, made);
    }
    if (fillMany.isPresent()) {
      fillMissing(many, one, oneAt, signature);
    }
  }

  /** Which row of the one side has the value of each step; -1 for none. */
  private int[] oneAt(Labels signature, List<Table.Row> one) {
    int[] at = new int[steps];
    for (int i = 0; i < steps; i++) {
      at[i] = -1;
      for (int r = 0; r < one.size(); r++) {
        if (!Column.isAbsent(one.get(r).column[i])) {
          if (at[i] >= 0 && active[i]) {
            throw manyToMany(signature, one.get(at[i]).labels, one.get(r).labels);
          }
          at[i] = r;
        }
      }
    }
    return at;
  }

  private PromqlException manyToMany(Labels signature, Labels a, Labels b) {
    boolean ordered = a.compareTo(b) <= 0;
    return scope.error(
        binary,
        "found duplicate series for the match group "
            + Projection.braces(signature)
            + " on the "
            + (swapped ? "left" : "right")
            + " hand-side of the operation: ["
            + Projection.braces(ordered ? a : b)
            + ", "
            + Projection.braces(ordered ? b : a)
            + "];many-to-many matching not allowed: matching labels must be unique on one side");
  }

  private void checkSingle(List<Table.Row> many, List<Table.Row> one, int[] oneAt) {
    if (many.size() < 2 || (one.isEmpty() && fillOne.isEmpty())) {
      return;
    }
    for (int i = 0; i < steps; i++) {
      int present = 0;
      for (Table.Row row : many) {
        present += Column.isAbsent(row.column[i]) ? 0 : 1;
      }
      if (present > 1 && active[i] && (oneAt[i] >= 0 || fillOne.isPresent())) {
        throw scope.error(
            binary,
            "multiple matches for labels: many-to-one matching must be explicit"
                + " (group_left/group_right)");
      }
    }
  }

  /**
   * One series of the many side with all of the one side.
   *
   * @param made at which steps the group already made a result of some labels; null when one series
   *     cannot clash with another
   */
  private void combine(
      Table.Row row,
      List<Table.Row> one,
      int[] oneAt,
      Labels signature,
      @Nullable Map<Labels, boolean[]> made) {
    int lastOne = -2;
    Labels labels = Labels.EMPTY;
    double @Nullable [] into = null;
    boolean @Nullable [] seen = null;
    for (int i = 0; i < steps; i++) {
      double a = row.column[i];
      if (Column.isAbsent(a) || !active[i]) {
        continue;
      }
      int r = oneAt[i];
      if (r < 0 && fillOne.isEmpty()) {
        continue;
      }
      if (r != lastOne) {
        lastOne = r;
        labels = labels(row.labels, r < 0 ? signature : one.get(r).labels);
        into = null;
        seen = made == null ? null : made.computeIfAbsent(labels, key -> new boolean[steps]);
      }
      if (seen != null) {
        checkUnique(seen, i);
      }
      double b = r < 0 ? fillOne.getAsDouble() : one.get(r).column[i];
      double value = value(a, b);
      if (!Column.isAbsent(value)) {
        if (into == null) {
          into = merger.column(labels, binary.bool() || (namesKept && row.dropName));
        }
        Merger.put(into, i, value);
      }
    }
  }

  private void checkUnique(boolean[] seen, int step) {
    if (seen[step]) {
      throw scope.error(
          binary, "multiple matches for labels: grouping labels must ensure unique matches");
    }
    seen[step] = true;
  }

  private double value(double many, double one) {
    return swapped
        ? Arithmetic.apply(operator, binary.bool(), one, many, one)
        : Arithmetic.apply(operator, binary.bool(), many, one, many);
  }

  /** Pairs what the one side has alone with the fill value of the many side. */
  private void fillMissing(
      List<Table.Row> many, List<Table.Row> one, int[] oneAt, Labels signature) {
    for (int i = 0; i < steps; i++) {
      int step = i;
      boolean paired = many.stream().anyMatch(row -> !Column.isAbsent(row.column[step]));
      if (paired || oneAt[i] < 0 || !active[i]) {
        continue;
      }
      Table.Row row = one.get(oneAt[i]);
      double value = value(fillMany.getAsDouble(), row.column[i]);
      if (!Column.isAbsent(value)) {
        Merger.put(merger.column(labels(signature, row.labels), binary.bool()), i, value);
      }
    }
  }

  private Labels labels(Labels many, Labels one) {
    Labels labels = operator.isComparison() ? many : Projection.withoutName(many);
    if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
      labels =
          matching.on()
              ? Projection.keeping(matching.labels()).of(labels)
              : Projection.dropping(matching.labels()).of(labels);
    }
    for (String name : matching.include()) {
      labels = Projection.with(labels, name, one.get(name));
    }
    return labels;
  }
}
