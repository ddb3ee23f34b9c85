// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Position;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.PeriodMath;
import dev.ballast.promql.ast.ValueType;
import dev.ballast.promql.parse.Query;
import java.util.function.LongSupplier;

/**
 * Evaluates PromQL. Safe for many threads at once; a query runs on its caller's thread and stops
 * with CANCELED when that thread is interrupted.
 */
public final class Engine {

  private final EngineOptions options;
  private final LongSupplier nanoClock;

  public Engine(EngineOptions options) {
    this(options, System::nanoTime);
  }

  Engine(EngineOptions options, LongSupplier nanoClock) {
    this.options = options;
    this.nanoClock = nanoClock;
  }

  public EngineOptions options() {
    return options;
  }

  /** The same engine with other dials, for a request that brings its own. */
  public Engine withOptions(EngineOptions others) {
    return new Engine(others, nanoClock);
  }

  /** The value of a query at one time, in milliseconds since the epoch. */
  public QueryResult instant(String query, SeriesSource source, long time) {
    return instant(Query.parse(query), query, source, time);
  }

  /**
   * As {@link #instant(String, SeriesSource, long)} for a query parsed before; {@code text} is what
   * it was parsed from, for the positions in messages.
   */
  public QueryResult instant(Expr query, String text, SeriesSource source, long time) {
    Scope scope = scope(text, source, Grid.instant(time), true);
    Results results = new Results(scope);
    Value value =
        switch (query.unwrapped()) {
          case Expr.StringLiteral string -> new Value.Text(time, string.value());
          case Expr.Window window -> results.window(window);
          case Expr.Subquery subquery -> results.subquery(subquery);
          case Expr expr when expr.type() == ValueType.SCALAR -> results.scalar(expr);
          case Expr expr -> results.vector(expr);
        };
    return new QueryResult(value, scope.notes().warnings(), scope.notes().infos());
  }

  /**
   * The values of a scalar or instant-vector query from start to end, both inclusive, all in
   * milliseconds.
   *
   * @throws PromqlException when the times, the query, the data or a limit do not allow it
   */
  public QueryResult range(
      String query, SeriesSource source, long startMs, long endMs, long stepMs) {
    return range(Query.parse(query), query, source, startMs, endMs, stepMs);
  }

  /** As {@link #range(String, SeriesSource, long, long, long)} for a query parsed before. */
  public QueryResult range(
      Expr query, String text, SeriesSource source, long startMs, long endMs, long stepMs) {
    if (stepMs < 1 || endMs < startMs) {
      throw new PromqlException(
          PromqlException.Kind.BAD_DATA,
          "range: "
              + startMs
              + " to "
              + endMs
              + " ms by "
              + stepMs
              + " (expected: an end not before the start, a step of at least 1 ms)");
    }
    if (query.type() != ValueType.SCALAR && query.type() != ValueType.VECTOR) {
      throw new PromqlException(
          PromqlException.Kind.BAD_DATA,
          "the query is "
              + query.type().words()
              + " (expected for a range query: a scalar or an instant vector)");
    }
    Limits limits = new Limits(options, nanoClock);
    Grid grid = limits.grid(startMs, endMs, stepMs);
    Scope scope = scope(text, source, grid, false);
    Value value = new Results(scope).matrix(query);
    return new QueryResult(value, scope.notes().warnings(), scope.notes().infos());
  }

  private Scope scope(String text, SeriesSource source, Grid grid, boolean atOnce) {
    long step = atOnce ? 0 : grid.step();
    return new Scope(
        options,
        source,
        text,
        grid,
        atOnce,
        new Limits(options, nanoClock),
        new Notes(text),
        new PeriodMath(
            step,
            grid.end() - grid.start(),
            (extent, message) ->
                new PromqlException(
                    PromqlException.Kind.EXECUTION, message, Position.of(text, extent.start()))));
  }
}
