// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** A length of time in a query: a range, a step or an offset. */
public sealed interface Period {

  /** Known when the query is read; negative only as an offset. */
  record Fixed(long millis) implements Period {}

  /** Arithmetic on durations, known when the query's own range and step are: {@code step()*2}. */
  record Computed(Expr formula) implements Period {}

  Period ZERO = new Fixed(0);
}
