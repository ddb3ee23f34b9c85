// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.ast.Expr;

/** Tells which expressions have the same value at every step of a query. */
final class Invariance {

  private Invariance() {}

  static boolean holds(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral _, Expr.StringLiteral _ -> true;
      case Expr.Selector selector -> selector.shift().isPinned();
      case Expr.Window window -> window.selector().shift().isPinned();
      case Expr.Subquery subquery -> subquery.shift().isPinned();
      case Expr.Call call -> !readsClock(call) && allHold(call);
      case Expr.Aggregation _, Expr.Binary _, Expr.Sign _, Expr.Parens _ -> allHold(expr);
    };
  }

  private static boolean allHold(Expr expr) {
    for (Expr child : expr.children()) {
      if (!holds(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean readsClock(Expr.Call call) {
    return switch (call.function()) {
      case TIME, TIMESTAMP, PREDICT_LINEAR -> true;
      case DAYS_IN_MONTH, DAY_OF_MONTH, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, MONTH, YEAR ->
          call.arguments().isEmpty();
      default -> false;
    };
  }
}
