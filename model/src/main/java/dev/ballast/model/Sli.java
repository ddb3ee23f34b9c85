// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * How good events are told from all events. Queries are PromQL in one of three forms: holding the
 * placeholder {@code {{.window}}}, over raw counters ({@code counter}), or over gauges.
 */
public sealed interface Sli {

  /** Good (or bad) events out of all events. */
  record Ratio(boolean counter, Side side, String part, String total) implements Sli {
    /** Which part of the total {@code part} counts. */
    public enum Side {
      GOOD,
      BAD
    }
  }

  /** A ready-made ratio 0..1 of successes or failures. */
  record Raw(boolean counter, Type type, String query) implements Sli {
    /** What the ratio is a ratio of. */
    public enum Type {
      SUCCESS,
      FAILURE
    }
  }

  /** A measured value compared with a bound: good while {@code value op threshold}. */
  record Threshold(String query, Operator operator, double threshold) implements Sli {
    /** OpenSLO's comparison operators. */
    public enum Operator {
      LTE,
      GTE,
      LT,
      GT;

      /** Whether {@code value op bound}. */
      public boolean holds(double value, double bound) {
        return switch (this) {
          case LTE -> value <= bound;
          case GTE -> value >= bound;
          case LT -> value < bound;
          case GT -> value > bound;
        };
      }

      /** As PromQL writes it. */
      public String sign() {
        return switch (this) {
          case LTE -> "<=";
          case GTE -> ">=";
          case LT -> "<";
          case GT -> ">";
        };
      }
    }
  }
}
