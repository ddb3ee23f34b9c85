// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.ast.Aggregator;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Pratt parser of PromQL.
 *
 * <p>Binary operators climb by precedence ({@link Operator}); a sign binds looser than {@code ^}
 * and tighter than {@code *}; ranges, {@code offset} and {@code @} bind tightest.
 */
final class Parser {

  private static final int DEEPEST = 400;

  /** A chain of operators is a tree as deep as it is long. */
  private static final int MOST_OPERATORS = 400;

  private static final int SIGN = 6;

  private final Tokens tokens;
  private final Selectors selectors;
  private final Durations durations;
  private final Modifiers modifiers;
  private final Types types;
  private int depth;
  private int operators;

  Parser(String input) {
    this.tokens = new Tokens(input);
    this.durations = new Durations(tokens);
    this.modifiers = new Modifiers(tokens, durations);
    this.selectors = new Selectors(tokens);
    this.types = new Types(tokens);
  }

  Expr parse() {
    if (tokens.peek().kind() == Token.Kind.END) {
      throw tokens.unexpected("in an empty query", "an expression");
    }
    Expr expr = expression(1);
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected("after the expression", "an operator or the end");
    }
    return expr;
  }

  /** A selector and nothing else. */
  Expr.Selector parseSelector() {
    Token first = tokens.peek();
    if (first.kind() != Token.Kind.WORD && !first.is("{")) {
      throw tokens.unexpected("in a series selector", "a metric name or {");
    }
    Expr.Selector selector = selectors.selector();
    if (tokens.peek().kind() != Token.Kind.END) {
      throw tokens.unexpected("after the selector", "the end");
    }
    return selector;
  }

  private Expr expression(int lowest) {
    if (++depth > DEEPEST) {
      throw tokens.error(
          tokens.peek().extent(), "nested too deeply (expected: at most " + DEEPEST + " levels)");
    }
    Expr left = signed();
    for (Operator operator = operator(); operator != null; operator = operator()) {
      if (operator.precedence() < lowest) {
        break;
      }
      left = binary(left, operator);
    }
    depth--;
    return left;
  }

  private Expr binary(Expr left, Operator operator) {
    Token symbol = tokens.next();
    if (++operators > MOST_OPERATORS) {
      throw tokens.error(
          symbol.extent(), "too many operators (expected: at most " + MOST_OPERATORS + ")");
    }
    boolean bool = tokens.acceptWord("bool");
    Matching matching = matching(operator);
    boolean modified = !matching.equals(Matching.DEFAULT);
    int next = operator.isRightAssociative() ? operator.precedence() : operator.precedence() + 1;
    Expr right = expression(next);
    if (operator.isSet() && matching.cardinality() == Matching.Cardinality.ONE_TO_ONE) {
      matching = matching.withCardinality(Matching.Cardinality.MANY_TO_MANY);
    }
    Extent extent = left.extent().to(right.extent());
    Expr.Binary binary = new Expr.Binary(operator, left, right, bool, matching, extent);
    types.check(binary, symbol.extent(), modified);
    return binary;
  }

  private @Nullable Operator operator() {
    Token token = tokens.peek();
    if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.SYMBOL) {
      return null;
    }
    for (Operator operator : Operator.values()) {
      if (token.text().equalsIgnoreCase(operator.symbol())) {
        return operator;
      }
    }
    return null;
  }

  private Matching matching(Operator operator) {
    Matching matching = Matching.DEFAULT;
    boolean on = tokens.peek().isWord("on");
    if ((on || tokens.peek().isWord("ignoring")) && tokens.peek(1).is("(")) {
      tokens.next();
      matching = matching.withLabels(on, selectors.labelNames());
      boolean left = tokens.peek().isWord("group_left");
      if (left || tokens.peek().isWord("group_right")) {
        Token group = tokens.next();
        if (operator.isSet()) {
          throw tokens.error(
              group.extent(), "\"" + operator.symbol() + "\" allows no " + group.text());
        }
        List<String> include = tokens.peek().is("(") ? selectors.labelNames() : List.of();
        matching =
            matching.withGroup(
                left ? Matching.Cardinality.MANY_TO_ONE : Matching.Cardinality.ONE_TO_MANY,
                include);
      }
    }
    while (tokens.peek(1).is("(")) {
      Token fill = tokens.peek();
      boolean both = fill.isWord("fill");
      boolean left = both || fill.isWord("fill_left");
      boolean right = both || fill.isWord("fill_right");
      if (!left && !right) {
        break;
      }
      tokens.next();
      tokens.expect("(", "in " + fill.text());
      double value = durations.signedNumber("in " + fill.text());
      tokens.expect(")", "in " + fill.text());
      matching = matching.withFill(left, right, value);
    }
    return matching;
  }

  private Expr signed() {
    Token sign = tokens.peek();
    if (!sign.is("-") && !sign.is("+")) {
      return modifiers.apply(primary());
    }
    tokens.next();
    Expr operand = expression(SIGN);
    types.checkSign(operand);
    Extent extent = sign.extent().to(operand.extent());
    if (operand instanceof Expr.NumberLiteral number) {
      double value = sign.is("-") ? -number.value() : number.value();
      return new Expr.NumberLiteral(value, number.duration(), extent);
    }
    return new Expr.Sign(sign.is("-"), operand, extent);
  }

  private Expr primary() {
    Token token = tokens.peek();
    switch (token.kind()) {
      case NUMBER, DURATION -> {
        return durations.literal();
      }
      case STRING -> {
        tokens.next();
        return new Expr.StringLiteral(tokens.string(token), token.extent());
      }
      case WORD -> {
        return word(token);
      }
      case SYMBOL -> {
        if (token.is("{")) {
          return selectors.selector();
        }
        if (token.is("(")) {
          tokens.next();
          Expr inner = expression(1);
          Token close = tokens.expect(")", "after an expression in parentheses");
          return new Expr.Parens(inner, token.extent().to(close.extent()));
        }
      }
      case END -> {}
    }
    throw tokens.unexpected("where an operand is needed", "a metric, number, function or (");
  }

  private Expr word(Token word) {
    if (word.isWord("inf") || word.isWord("nan")) {
      return durations.literal();
    }
    boolean opens = tokens.peek(1).is("(");
    Aggregator aggregator = Aggregator.named(word.text()).orElse(null);
    boolean grouped =
        (tokens.peek(1).isWord("by") || tokens.peek(1).isWord("without")) && tokens.peek(2).is("(");
    if (aggregator != null && (opens || grouped)) {
      return aggregation(aggregator);
    }
    if (opens) {
      return call(word);
    }
    return selectors.selector();
  }

  private Expr aggregation(Aggregator aggregator) {
    Token word = tokens.next();
    Grouping grouping = grouping();
    tokens.expect("(", "after \"" + word.text() + "\"");
    List<Expr> arguments = arguments();
    if (grouping.extent().equals(Extent.NONE)) {
      grouping = grouping();
    }
    Extent extent = word.extent().to(tokens.last().extent());
    types.checkCount(aggregator, arguments.size(), word.extent());
    Expr operand = arguments.getLast();
    Expr parameter = arguments.size() > 1 ? arguments.getFirst() : null;
    Expr.Aggregation aggregation =
        new Expr.Aggregation(
            aggregator, parameter, operand, grouping.without(), grouping.labels(), extent);
    types.check(aggregation);
    return aggregation;
  }

  private record Grouping(boolean without, List<String> labels, Extent extent) {}

  private Grouping grouping() {
    boolean without = tokens.peek().isWord("without");
    if ((without || tokens.peek().isWord("by")) && tokens.peek(1).is("(")) {
      Token word = tokens.next();
      return new Grouping(without, selectors.labelNames(), word.extent());
    }
    return new Grouping(false, List.of(), Extent.NONE);
  }

  private Expr call(Token word) {
    Function function = types.function(word);
    tokens.next();
    tokens.next();
    boolean before = selectors.allowEmpty(function == Function.INFO);
    List<Expr> arguments = arguments();
    selectors.allowEmpty(before);
    Extent extent = word.extent().to(tokens.last().extent());
    Expr.Call call = new Expr.Call(function, arguments, extent);
    types.check(call);
    return call;
  }

  /** The list after an opening parenthesis, with the closing one. */
  private List<Expr> arguments() {
    List<Expr> arguments = new ArrayList<>();
    if (!tokens.accept(")")) {
      do {
        if (!arguments.isEmpty() && tokens.peek().is(")")) {
          throw tokens.unexpected("after a comma", "an argument");
        }
        arguments.add(expression(1));
      } while (tokens.accept(","));
      tokens.expect(")", "after the arguments");
    }
    return arguments;
  }
}
