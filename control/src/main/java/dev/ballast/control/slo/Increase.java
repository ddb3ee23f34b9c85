// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.promql.ast.Printer;
import dev.ballast.promql.ast.Rewrite;
import dev.ballast.promql.parse.Query;
import java.time.Duration;

/** Rewrites a query over raw counters into one over their increase. */
@FunctionalInterface
public interface Increase {

  /**
   * The query with every instant selector in it replaced by {@code increase(selector[window])}.
   *
   * @throws RuntimeException when it cannot be parsed
   */
  String over(String promql, Duration window);

  /** By the engine's own parser: what is in a range, a subquery or has an offset stays right. */
  static Increase parsed() {
    return (promql, window) ->
        Printer.print(Rewrite.increaseOver(Query.parse(promql), window.toMillis()));
  }
}
