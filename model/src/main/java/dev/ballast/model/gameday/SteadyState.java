// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;
import java.util.List;

/**
 * What has to hold before anything is broken.
 *
 * @param hold for how long, as written
 */
public record SteadyState(Duration hold, List<Check> checks) {

  public static final SteadyState NONE = new SteadyState(Duration.ZERO, List.of());

  public SteadyState {
    checks = List.copyOf(checks);
  }

  /** One thing that has to hold. */
  public sealed interface Check {
    String name();

    /** An SLO that is met. */
    record OfSlo(String name, String slo) implements Check {}

    /** A PromQL query, or a metric by its name, whose every value is within a bound. */
    record OfQuery(String name, String query, Tolerance tolerance) implements Check {}
  }

  /** A bound. */
  public record Tolerance(Operator operator, double bound) {

    /** How a value stands to it. */
    public enum Operator {
      LT("<"),
      LTE("<="),
      GT(">"),
      GTE(">=");

      private final String sign;

      Operator(String sign) {
        this.sign = sign;
      }

      public String sign() {
        return sign;
      }
    }

    /** Whether a value is within; what is not known is not. */
    public boolean holds(double value) {
      return switch (operator) {
        case LT -> value < bound;
        case LTE -> value <= bound;
        case GT -> value > bound;
        case GTE -> value >= bound;
      };
    }
  }
}
