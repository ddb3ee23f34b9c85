// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Aggregator;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.StringText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Aggregations: groups by labels, then one accumulator per group, or a choice of series. */
final class Aggregations {

  private final Scope scope;
  private final Evaluator evaluator;

  Aggregations(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  void evaluate(Expr.Aggregation aggregation, Grid grid, RowSink sink) {
    switch (aggregation.operator()) {
      case COUNT_VALUES -> countValues(aggregation, grid, sink);
      case QUANTILE -> quantile(aggregation, grid, sink);
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> select(aggregation, grid, sink);
      default -> accumulate(aggregation, grid, sink);
    }
  }

  private static Projection grouping(Expr.Aggregation aggregation, List<String> extra) {
    List<String> names = new ArrayList<>(aggregation.labels());
    if (aggregation.without()) {
      names.add(Labels.NAME);
      return Projection.dropping(names);
    }
    names.addAll(extra);
    return Projection.keeping(names);
  }

  private static final class Group {
    final Accumulator accumulator;
    boolean dropName;

    Group(Accumulator accumulator) {
      this.accumulator = accumulator;
    }
  }

  private void accumulate(Expr.Aggregation aggregation, Grid grid, RowSink sink) {
    Projection projection = grouping(aggregation, List.of());
    Map<Labels, Group> groups = new LinkedHashMap<>();
    long[] held = {0};
    evaluator.vector(
        aggregation.operand(),
        grid,
        (labels, dropName, column) -> {
          Labels key = projection.of(labels);
          Group group = groups.get(key);
          if (group == null) {
            group = new Group(Accumulator.of(aggregation.operator(), grid.steps()));
            groups.put(key, group);
            held[0] += (long) group.accumulator.columns() * grid.steps();
            scope.limits().hold((long) group.accumulator.columns() * grid.steps());
          }
          group.dropName |= dropName && !Column.isEmpty(column);
          group.accumulator.add(column);
        });
    groups.forEach(
        (labels, group) -> {
          double[] column = group.accumulator.finish();
          if (!Column.isEmpty(column)) {
            sink.row(labels, group.dropName, column);
          }
        });
    scope.limits().release(held[0]);
  }

  /** The series of an operand by group, both in the order they came. */
  private Map<Labels, List<Table.Row>> grouped(Expr.Aggregation aggregation, Table table) {
    Projection projection = grouping(aggregation, List.of());
    Map<Labels, List<Table.Row>> groups = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      groups.computeIfAbsent(projection.of(row.labels), key -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static Expr parameter(Expr.Aggregation aggregation) {
    Expr parameter = aggregation.parameter();
    if (parameter == null) {
      throw new IllegalArgumentException(aggregation.operator().word());
    }
    return parameter;
  }

  private void quantile(Expr.Aggregation aggregation, Grid grid, RowSink sink) {
    double[] quantiles = evaluator.scalar(parameter(aggregation), grid);
    for (double quantile : quantiles) {
      scope.notes().badQuantile(quantile, parameter(aggregation));
    }
    Table table = evaluator.table(aggregation.operand(), grid);
    grouped(aggregation, table)
        .forEach(
            (labels, rows) -> {
              double[] values = new double[rows.size()];
              double[] column = new double[grid.steps()];
              boolean dropName = false;
              for (Table.Row row : rows) {
                dropName |= row.dropName;
              }
              for (int i = 0; i < column.length; i++) {
                int size = 0;
                for (Table.Row row : rows) {
                  if (!Column.isAbsent(row.column[i])) {
                    values[size++] = row.column[i];
                  }
                }
                column[i] = size == 0 ? Column.ABSENT : Quantiles.of(quantiles[i], values, size);
              }
              sink.row(labels, dropName, column);
            });
    table.release();
  }

  private void countValues(Expr.Aggregation aggregation, Grid grid, RowSink sink) {
    Expr parameter = parameter(aggregation);
    String label =
        parameter.unwrapped() instanceof Expr.StringLiteral literal ? literal.value() : "";
    if (label.isEmpty() || !StringText.isValid(label)) {
      throw scope.error(parameter, "invalid label name " + StringText.quote(label));
    }
    Projection projection = grouping(aggregation, List.of(label));
    Map<Labels, double[]> counts = new LinkedHashMap<>();
    evaluator.vector(
        aggregation.operand(),
        grid,
        (labels, dropName, column) -> {
          Map<Double, double[]> byValue = new HashMap<>();
          for (int i = 0; i < column.length; i++) {
            if (!Column.isAbsent(column[i])) {
              byValue
                  .computeIfAbsent(
                      column[i],
                      value ->
                          countColumn(
                              counts,
                              projection.of(
                                  Projection.with(labels, label, VectorCalls.label(value))),
                              grid.steps()))[i]++;
            }
          }
        });
    counts.forEach(
        (labels, column) -> {
          for (int i = 0; i < column.length; i++) {
            column[i] = column[i] == 0 ? Column.ABSENT : column[i];
          }
          sink.row(labels, false, column);
        });
    scope.limits().release((long) counts.size() * grid.steps());
  }

  private double[] countColumn(Map<Labels, double[]> counts, Labels labels, int steps) {
    double[] column = counts.get(labels);
    if (column == null) {
      scope.limits().hold(steps);
      column = new double[steps];
      counts.put(labels, column);
    }
    return column;
  }

  private void select(Expr.Aggregation aggregation, Grid grid, RowSink sink) {
    Expr parameter = parameter(aggregation);
    double[] parameters = evaluator.scalar(parameter, grid);
    boolean any =
        aggregation.operator() == Aggregator.LIMIT_RATIO
            ? checkRatios(parameters, parameter)
            : checkCounts(parameters, parameter);
    if (!any) {
      return;
    }
    Table table = evaluator.table(aggregation.operand(), grid);
    for (List<Table.Row> rows : grouped(aggregation, table).values()) {
      Selection.of(aggregation.operator(), rows, parameters, scope.limits()).drain(sink);
    }
    table.release();
  }

  private boolean checkCounts(double[] counts, Expr place) {
    double most = Double.NEGATIVE_INFINITY;
    for (double count : counts) {
      if (Double.isNaN(count)) {
        throw scope.error(place, "Parameter value is NaN");
      }
      most = Math.max(most, count);
    }
    if (most < 1) {
      return false;
    }
    for (double count : counts) {
      if (count <= Long.MIN_VALUE) {
        throw outOfRange(place, count, "underflows");
      }
      if (count >= 0x1p63) {
        throw outOfRange(place, count, "overflows");
      }
    }
    return true;
  }

  private PromqlException outOfRange(Expr place, double value, String how) {
    return scope.error(place, "Scalar value " + FloatText.compact(value) + " " + how + " int64");
  }

  private boolean checkRatios(double[] ratios, Expr place) {
    boolean any = false;
    @Nullable Double above = null;
    @Nullable Double below = null;
    for (double ratio : ratios) {
      if (Double.isNaN(ratio)) {
        throw scope.error(place, "Ratio value is NaN");
      }
      any |= ratio != 0;
      if (ratio > 1 && (above == null || ratio > above)) {
        above = ratio;
      }
      if (ratio < -1 && (below == null || ratio < below)) {
        below = ratio;
      }
    }
    if (above != null) {
      scope.notes().cappedRatio(above, 1, place);
    }
    if (below != null) {
      scope.notes().cappedRatio(below, -1, place);
    }
    return any;
  }
}
