// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Period;
import dev.ballast.promql.ast.Shift;
import dev.ballast.promql.ast.ValueType;
import java.util.function.UnaryOperator;

/** What may follow an operand: ranges, subqueries, {@code offset} and {@code @}. */
final class Modifiers {

  private final Tokens tokens;
  private final Durations durations;

  Modifiers(Tokens tokens, Durations durations) {
    this.tokens = tokens;
    this.durations = durations;
  }

  /** All modifiers after an operand. */
  Expr apply(Expr operand) {
    Expr expr = operand;
    while (true) {
      Token token = tokens.peek();
      if (token.is("[")) {
        expr = range(expr);
      } else if (token.isWord("offset")) {
        tokens.next();
        Period offset = durations.offset();
        expr = shifted(expr, token, shift -> withOffset(shift, offset, token));
      } else if (token.is("@")) {
        tokens.next();
        Shift.Anchor anchor = durations.anchor();
        expr = shifted(expr, token, shift -> withAnchor(shift, anchor, token));
      } else if (token.isWord("anchored") || token.isWord("smoothed")) {
        throw tokens.error(
            token.extent(), "not supported: the experimental modifier \"" + token.text() + "\"");
      } else {
        return expr;
      }
    }
  }

  private Expr range(Expr operand) {
    tokens.next();
    Period range = durations.positive("as a range");
    if (tokens.accept(":")) {
      Period step = tokens.peek().is("]") ? null : durations.positive("as a subquery's step");
      Token close = tokens.expect("]", "after a subquery's step");
      if (operand.type() != ValueType.VECTOR) {
        throw tokens.error(
            operand.extent(),
            "a subquery needs an instant vector, but this is " + operand.type().words());
      }
      Extent extent = operand.extent().to(close.extent());
      return new Expr.Subquery(operand, range, step, Shift.NONE, extent);
    }
    Token close = tokens.expect("]", "after a range");
    if (!(operand instanceof Expr.Selector selector)) {
      throw tokens.error(
          operand.extent(),
          "a range needs a selector before it; for other expressions, add a colon"
              + " to make it a subquery, as in [5m:]");
    }
    if (!selector.shift().isNone()) {
      throw tokens.error(selector.extent(), "offset and @ stand after the range, not before it");
    }
    return new Expr.Window(selector, range, operand.extent().to(close.extent()));
  }

  private Expr shifted(Expr expr, Token token, UnaryOperator<Shift> change) {
    Extent extent = expr.extent().to(tokens.last().extent());
    return switch (expr) {
      case Expr.Selector s -> new Expr.Selector(s.matchers(), change.apply(s.shift()), extent);
      case Expr.Window w ->
          new Expr.Window(
              new Expr.Selector(
                  w.selector().matchers(),
                  change.apply(w.selector().shift()),
                  w.selector().extent()),
              w.range(),
              extent);
      case Expr.Subquery s ->
          new Expr.Subquery(s.operand(), s.range(), s.step(), change.apply(s.shift()), extent);
      default ->
          throw tokens.error(
              token.extent(),
              "\"" + token.text() + "\" needs a selector, a range or a subquery before it");
    };
  }

  private Shift withOffset(Shift shift, Period offset, Token token) {
    if (!shift.offset().equals(Period.ZERO)) {
      throw tokens.error(token.extent(), "offset is set twice");
    }
    return new Shift(offset, shift.anchor());
  }

  private Shift withAnchor(Shift shift, Shift.Anchor anchor, Token token) {
    if (shift.isPinned()) {
      throw tokens.error(token.extent(), "@ is set twice");
    }
    return new Shift(shift.offset(), anchor);
  }
}
