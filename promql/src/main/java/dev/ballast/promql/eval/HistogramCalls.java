// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Functions of classic histograms: series that differ in {@code le} only are one histogram. */
final class HistogramCalls {

  private static final String BOUND = "le";
  private static final Projection WITHOUT_BOUND = Projection.dropping(List.of(BOUND));

  private static final class Bucket {
    final double bound;
    final double[] column;

    Bucket(double bound, double[] column) {
      this.bound = bound;
      this.column = column;
    }
  }

  private final Scope scope;
  private final Evaluator evaluator;

  HistogramCalls(Scope scope, Evaluator evaluator) {
    this.scope = scope;
    this.evaluator = evaluator;
  }

  void evaluate(Expr.Call call, Grid grid, RowSink sink) {
    switch (call.function()) {
      case HISTOGRAM_QUANTILE -> {
        double[] quantiles = quantiles(call.arguments().get(0), grid);
        each(
            call.arguments().get(1),
            grid,
            (labels, buckets) ->
                sink.row(labels, true, quantile(call, labels, buckets, quantiles)));
      }
      case HISTOGRAM_QUANTILES -> quantiles(call, grid, sink);
      default -> fraction(call, grid, sink);
    }
  }

  private double[] quantiles(Expr expr, Grid grid) {
    double[] quantiles = evaluator.scalar(expr, grid);
    for (double quantile : quantiles) {
      scope.notes().badQuantile(quantile, expr);
    }
    return quantiles;
  }

  private void quantiles(Expr.Call call, Grid grid, RowSink sink) {
    List<Expr> arguments = call.arguments();
    String label =
        arguments.get(1).unwrapped() instanceof Expr.StringLiteral text ? text.value() : "";
    List<double[]> quantiles = new ArrayList<>();
    for (Expr argument : arguments.subList(2, arguments.size())) {
      quantiles.add(quantiles(argument, grid));
    }
    Merger merger = new Merger(grid.steps(), scope.limits());
    each(
        arguments.getFirst(),
        grid,
        (labels, buckets) -> {
          for (double[] quantile : quantiles) {
            double[] column = quantile(call, labels, buckets, quantile);
            for (int i = 0; i < column.length; i++) {
              if (!Column.isAbsent(column[i])) {
                Labels named = Projection.with(labels, label, FloatText.openMetrics(quantile[i]));
                Merger.put(merger.column(named, true), i, column[i]);
              }
            }
          }
        });
    merger.drain(sink);
  }

  private double[] quantile(
      Expr.Call call, Labels labels, List<Bucket> histogram, double[] quantiles) {
    Expr place = call.arguments().get(call.function() == Function.HISTOGRAM_QUANTILE ? 1 : 0);
    double[] column = new double[quantiles.length];
    Buckets buckets = new Buckets();
    for (int i = 0; i < column.length; i++) {
      gather(histogram, i, buckets);
      column[i] = buckets.isEmpty() ? Column.ABSENT : buckets.quantile(quantiles[i]);
      if (buckets.wasForced()) {
        scope.notes().forcedMonotonic(labels.metricName(), place);
      }
    }
    return column;
  }

  private void fraction(Expr.Call call, Grid grid, RowSink sink) {
    double[] lower = evaluator.scalar(call.arguments().get(0), grid);
    double[] upper = evaluator.scalar(call.arguments().get(1), grid);
    Buckets buckets = new Buckets();
    each(
        call.arguments().get(2),
        grid,
        (labels, histogram) -> {
          double[] column = new double[lower.length];
          for (int i = 0; i < column.length; i++) {
            gather(histogram, i, buckets);
            column[i] = buckets.isEmpty() ? Column.ABSENT : buckets.fraction(lower[i], upper[i]);
          }
          sink.row(labels, true, column);
        });
  }

  private static void gather(List<Bucket> histogram, int step, Buckets into) {
    into.clear();
    for (Bucket bucket : histogram) {
      double count = bucket.column[step];
      if (!Column.isAbsent(count)) {
        into.add(bucket.bound, count);
      }
    }
  }

  /** Takes one histogram: its labels, with the metric's name, and its buckets by bound. */
  @FunctionalInterface
  private interface HistogramSink {
    void histogram(Labels labels, List<Bucket> buckets);
  }

  private void each(Expr expr, Grid grid, HistogramSink sink) {
    Table table = evaluator.table(expr, grid);
    Map<Labels, List<Bucket>> histograms = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      String bound = row.labels.get(BOUND);
      OptionalDouble parsed = FloatText.parse(bound);
      if (parsed.isEmpty()) {
        scope.notes().badBucket(row.labels.metricName(), bound, expr);
        continue;
      }
      histograms
          .computeIfAbsent(WITHOUT_BOUND.of(row.labels), labels -> new ArrayList<>())
          .add(new Bucket(parsed.getAsDouble(), row.column));
    }
    histograms.forEach(
        (labels, buckets) -> {
          buckets.sort(Comparator.comparingDouble(bucket -> bucket.bound));
          sink.histogram(labels, buckets);
        });
    table.release();
  }
}
