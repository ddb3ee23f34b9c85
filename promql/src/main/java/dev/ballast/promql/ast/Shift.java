// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

/** How a selector or subquery departs from the evaluation time: {@code offset} and {@code @}. */
public record Shift(Period offset, Anchor anchor) {

  public static final Shift NONE = new Shift(Period.ZERO, new Anchor.Evaluation());

  /** Time that the offset counts from. */
  public sealed interface Anchor {

    /** No {@code @}: the time of each step. */
    record Evaluation() implements Anchor {}

    /** {@code @ <time>}, in milliseconds since the epoch. */
    record At(long millis) implements Anchor {}

    /** {@code @ start()}: the first step of the query. */
    record Start() implements Anchor {}

    /** {@code @ end()}: the last step of the query. */
    record End() implements Anchor {}
  }

  public boolean isNone() {
    return equals(NONE);
  }

  /** Whether the selector sees the same samples at every step. */
  public boolean isPinned() {
    return !(anchor instanceof Anchor.Evaluation);
  }
}
