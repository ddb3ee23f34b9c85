// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.ast.DurationText;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Operator;
import dev.ballast.promql.ast.Period;
import dev.ballast.promql.ast.PeriodMath;
import dev.ballast.promql.ast.Shift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Numbers, durations, arithmetic on durations, and the times of {@code @}. */
final class Durations {

  private static final Pattern OCTAL = Pattern.compile("0[0-7_]+");

  private static final int MOST_PARTS = 500;

  private final Tokens tokens;
  private int parts;

  Durations(Tokens tokens) {
    this.tokens = tokens;
  }

  /** A number or duration; a duration's value is in seconds. */
  Expr.NumberLiteral literal() {
    Token token = tokens.next();
    if (token.kind() == Token.Kind.DURATION) {
      OptionalLong millis = DurationText.parse(token.text());
      if (millis.isEmpty()) {
        throw tokens.error(
            token.extent(),
            "bad duration \""
                + token.text()
                + "\" (expected: units from large to small, each once,"
                + " as in 1h30m; ms s m h d w y)");
      }
      return new Expr.NumberLiteral(millis.getAsLong() / 1000.0, true, token.extent());
    }
    return new Expr.NumberLiteral(number(token), false, token.extent());
  }

  private double number(Token token) {
    String text = token.text().replace("_", "");
    if (OCTAL.matcher(text).matches()) {
      return Long.parseLong(text, 8);
    }
    return FloatText.parse(text)
        .orElseThrow(() -> tokens.error(token.extent(), "bad number \"" + token.text() + "\""));
  }

  double signedNumber(String where) {
    boolean negative = tokens.accept("-");
    if (!negative) {
      tokens.accept("+");
    }
    Token token = tokens.peek();
    boolean number =
        token.kind() == Token.Kind.NUMBER
            || token.kind() == Token.Kind.DURATION
            || token.isWord("inf")
            || token.isWord("nan");
    if (!number) {
      throw tokens.unexpected(where, "a number");
    }
    double value = literal().value();
    return negative ? -value : value;
  }

  Shift.Anchor anchor() {
    Token token = tokens.peek();
    boolean call = tokens.peek(1).is("(") && tokens.peek(2).is(")");
    if (call && (token.isWord("start") || token.isWord("end"))) {
      tokens.next();
      tokens.next();
      tokens.next();
      return token.isWord("start") ? new Shift.Anchor.Start() : new Shift.Anchor.End();
    }
    double seconds = signedNumber("after @");
    if (!(Math.abs(seconds) < Long.MAX_VALUE / 1000.0)) {
      throw tokens.error(token.extent(), "the time of @ is out of bounds");
    }
    return new Shift.Anchor.At(Math.round(seconds * 1000));
  }

  /** What stands in brackets: must be more than nothing. */
  Period positive(String where) {
    Token first = tokens.peek();
    if (first.is("]") || first.is(":")) {
      throw tokens.unexpected(where, "a duration such as 5m");
    }
    Period period = period(sum());
    if (period instanceof Period.Fixed fixed && fixed.millis() <= 0) {
      throw tokens.error(first.extent(), "bad duration " + where + " (expected: longer than 0)");
    }
    return period;
  }

  /** What follows {@code offset}: one term, with a sign if need be. */
  Period offset() {
    return period(signed());
  }

  private Period period(Expr formula) {
    if (formula instanceof Expr.NumberLiteral number) {
      return new Period.Fixed(PeriodMath.millis(number.value(), tokens::error, number.extent()));
    }
    return new Period.Computed(formula);
  }

  private Expr sum() {
    Expr left = product();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      left = binary(left, tokens.next().is("+") ? Operator.ADD : Operator.SUBTRACT, product());
    }
    return left;
  }

  private Expr product() {
    Expr left = unary();
    while (true) {
      Token token = tokens.peek();
      Operator operator =
          token.is("*")
              ? Operator.MULTIPLY
              : token.is("/") ? Operator.DIVIDE : token.is("%") ? Operator.MODULO : null;
      if (operator == null) {
        return left;
      }
      tokens.next();
      left = binary(left, operator, unary());
    }
  }

  private Expr unary() {
    Token sign = tokens.peek();
    return sign.is("-") || sign.is("+") ? sign(this::unary) : power();
  }

  private Expr power() {
    Expr base = term();
    return tokens.accept("^") ? binary(base, Operator.POWER, unary()) : base;
  }

  private static Expr binary(Expr left, Operator operator, Expr right) {
    Extent extent = left.extent().to(right.extent());
    return new Expr.Binary(operator, left, right, false, Matching.DEFAULT, extent);
  }

  private Expr signed() {
    Token sign = tokens.peek();
    return sign.is("-") || sign.is("+") ? sign(this::signed) : term();
  }

  private Expr sign(Supplier<Expr> rest) {
    Token sign = tokens.next();
    count(sign);
    Expr operand = rest.get();
    Extent extent = sign.extent().to(operand.extent());
    if (operand instanceof Expr.NumberLiteral number) {
      double value = sign.is("-") ? -number.value() : number.value();
      return new Expr.NumberLiteral(value, number.duration(), extent);
    }
    return new Expr.Sign(sign.is("-"), operand, extent);
  }

  /** Every part of a formula, however it is nested: a deep tree overflows the stack. */
  private void count(Token part) {
    if (++parts > MOST_PARTS) {
      throw tokens.error(
          part.extent(), "too many parts of durations (expected: at most " + MOST_PARTS + ")");
    }
  }

  private Expr term() {
    Token token = tokens.peek();
    count(token);
    if (token.kind() == Token.Kind.NUMBER || token.kind() == Token.Kind.DURATION) {
      return literal();
    }
    if (tokens.accept("(")) {
      Expr inner = sum();
      Token close = tokens.expect(")", "in a duration");
      return new Expr.Parens(inner, token.extent().to(close.extent()));
    }
    if (token.kind() == Token.Kind.WORD && tokens.peek(1).is("(")) {
      return call(token);
    }
    throw tokens.unexpected("where a duration is needed", "a duration such as 5m");
  }

  private Expr call(Token word) {
    Function function =
        switch (word.text().toLowerCase(Locale.ROOT)) {
          case "step" -> Function.STEP;
          case "range" -> Function.RANGE;
          case "min_of" -> Function.MIN_OF;
          case "max_of" -> Function.MAX_OF;
          default ->
              throw tokens.error(
                  word.extent(),
                  "\""
                      + word.text()
                      + "\" cannot make a duration"
                      + " (expected: step, range, min_of or max_of)");
        };
    tokens.next();
    tokens.next();
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < function.minArguments(); i++) {
      if (i > 0) {
        tokens.expect(",", "in \"" + function.word() + "\"");
      }
      arguments.add(sum());
    }
    Token close = tokens.expect(")", "after the arguments of \"" + function.word() + "\"");
    return new Expr.Call(function, arguments, word.extent().to(close.extent()));
  }
}
