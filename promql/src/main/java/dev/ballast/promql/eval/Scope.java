// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.EngineOptions;
import dev.ballast.promql.Position;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.SeriesSource;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.PeriodMath;

/**
 * What all parts of one query's evaluation share.
 *
 * @param grid the query's own times, which {@code @ start()} and {@code step()} mean
 * @param atOnce whether it is an instant query
 */
record Scope(
    EngineOptions options,
    SeriesSource source,
    String text,
    Grid grid,
    boolean atOnce,
    Limits limits,
    Notes notes,
    PeriodMath periods) {

  static PromqlException error(String text, Expr place, String message) {
    return new PromqlException(
        PromqlException.Kind.EXECUTION, message, Position.of(text, place.extent().start()));
  }

  PromqlException error(Expr place, String message) {
    return error(text, place, message);
  }
}
