// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.ast.Expr;

/** The value of a tree of numbers, worked out apart from the engine. */
final class Constants {

  private Constants() {}

  static double value(Expr expr) {
    return switch (expr) {
      case Expr.NumberLiteral number -> number.value();
      case Expr.Parens parens -> value(parens.inner());
      case Expr.Sign sign -> sign.negative() ? -value(sign.operand()) : value(sign.operand());
      case Expr.Binary binary -> {
        double a = value(binary.left());
        double b = value(binary.right());
        yield switch (binary.operator()) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> a / b;
          case MODULO -> a % b;
          case POWER -> Math.pow(a, b);
          case LESS -> a < b ? 1 : 0;
          case EQUAL -> a == b ? 1 : 0;
          default -> throw new IllegalArgumentException(binary.operator().symbol());
        };
      }
      default -> throw new IllegalArgumentException(expr.toString());
    };
  }
}
