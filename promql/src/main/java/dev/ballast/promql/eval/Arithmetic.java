// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.ast.Operator;

/** Binary operators on numbers. */
final class Arithmetic {

  private Arithmetic() {}

  /** The value of an arithmetic operator; for comparisons see {@link #holds}. */
  static double apply(Operator operator, double a, double b) {
    return switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
      case POWER -> Maths.pow(a, b);
      case ATAN2 -> Math.atan2(a, b);
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  static boolean holds(Operator operator, double a, double b) {
    return switch (operator) {
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      default -> throw new IllegalArgumentException(operator.symbol());
    };
  }

  /**
   * One pair of samples.
   *
   * @param keep what a comparison that holds gives when it only filters
   */
  static double apply(Operator operator, boolean bool, double a, double b, double keep) {
    if (!operator.isComparison()) {
      return apply(operator, a, b);
    }
    boolean holds = holds(operator, a, b);
    if (bool) {
      return holds ? 1 : 0;
    }
    return holds ? keep : Column.ABSENT;
  }

  /** Two scalar columns, into the first. */
  static void scalars(Operator operator, double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] = apply(operator, true, a[i], b[i], 0);
    }
  }

  /** A vector's column with a scalar's, in place. */
  static void vectorScalar(
      Operator operator, boolean bool, double[] vector, double[] scalar, boolean vectorLeft) {
    for (int i = 0; i < vector.length; i++) {
      double v = vector[i];
      if (!Column.isAbsent(v)) {
        vector[i] =
            vectorLeft
                ? apply(operator, bool, v, scalar[i], v)
                : apply(operator, bool, scalar[i], v, v);
      }
    }
  }
}
