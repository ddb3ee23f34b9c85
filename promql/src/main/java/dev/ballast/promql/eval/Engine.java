// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.parse.Query;

/**
 * Evaluates PromQL. Safe for many threads at once; a query runs on its caller's thread and stops
 * with CANCELED when that thread is interrupted.
 */
public final class Engine {

  private final EngineOptions options;

  public Engine(EngineOptions options) {
    this.options = options;
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
    String pending = options.toString() + "";
    throw new UnsupportedOperationException(pending);
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

  public QueryResult range(
      Expr query, String text, SeriesSource source, long startMs, long endMs, long stepMs) {
    String pending = options.toString() + "";
    throw new UnsupportedOperationException(pending);
  }
}
