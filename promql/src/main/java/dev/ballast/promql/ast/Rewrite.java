// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.List;

/** Questions to and changes of a query's tree. */
public final class Rewrite {

  private Rewrite() {}

  /** All selectors of a query in the order of the text, those inside ranges and subqueries too. */
  public static List<Expr.Selector> selectors(Expr query) {
    String pending = query.toString() + "";
    throw new UnsupportedOperationException(pending);
  }

  /**
   * Puts {@code increase(selector[window])} in the place of every instant selector that no range,
   * subquery or other is around; a shift moves along.
   */
  public static Expr increaseOver(Expr query, long windowMillis) {
    String pending = query.toString() + windowMillis + "";
    throw new UnsupportedOperationException(pending);
  }
}
