// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.parse;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Aggregator;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Operator;
import dev.ballast.promql.ast.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The rules on which types go where. */
final class Types {

  private final Tokens tokens;

  Types(Tokens tokens) {
    this.tokens = tokens;
  }

  Function function(Token word) {
    return Function.named(word.text())
        .orElseThrow(
            () ->
                tokens.error(
                    word.extent(),
                    "unknown function \""
                        + word.text()
                        + "\" (did you mean \""
                        + nearest(word.text())
                        + "\"?)"));
  }

  private static String nearest(String word) {
    List<String> names = new ArrayList<>();
    for (Function function : Function.values()) {
      names.add(function.word());
    }
    for (Aggregator aggregator : Aggregator.values()) {
      names.add(aggregator.word());
    }
    names.sort(Comparator.comparingInt((String name) -> distance(name, word)));
    return names.getFirst();
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  void check(Expr.Call call) {
    Function function = call.function();
    int count = call.arguments().size();
    if (count < function.minArguments() || count > function.maxArguments()) {
      throw tokens.error(
          call.extent(),
          "\""
              + function.word()
              + "\" has "
              + count
              + " arguments (expected: "
              + expectedCount(function)
              + ")");
    }
    for (int i = 0; i < count; i++) {
      expect(
          call.arguments().get(i),
          function.parameter(i),
          "argument " + (i + 1) + " of \"" + function.word() + "\"");
      if (function.parameter(i) == ValueType.STRING
          && !(call.arguments().get(i).unwrapped() instanceof Expr.StringLiteral)) {
        throw tokens.error(call.arguments().get(i).extent(), "a string literal is needed here");
      }
    }
  }

  private static String expectedCount(Function function) {
    int least = function.minArguments();
    int most = function.maxArguments();
    if (least == most) {
      return String.valueOf(least);
    }
    return most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most;
  }

  void checkCount(Aggregator aggregator, int count, Extent extent) {
    int expected = aggregator.parameter().isPresent() ? 2 : 1;
    if (count != expected) {
      throw tokens.error(
          extent,
          "\"" + aggregator.word() + "\" has " + count + " arguments (expected: " + expected + ")");
    }
  }

  void check(Expr.Aggregation aggregation) {
    Aggregator operator = aggregation.operator();
    expect(aggregation.operand(), ValueType.VECTOR, "the operand of \"" + operator.word() + "\"");
    Expr parameter = aggregation.parameter();
    if (parameter != null) {
      expect(
          parameter,
          operator.parameter().orElseThrow(),
          "the parameter of \"" + operator.word() + "\"");
    }
  }

  void checkSign(Expr operand) {
    if (operand.type() != ValueType.SCALAR && operand.type() != ValueType.VECTOR) {
      throw tokens.error(
          operand.extent(),
          "a sign needs a scalar or an instant vector, but this is " + operand.type().words());
    }
  }

  void check(Expr.Binary binary, Extent symbol, boolean modified) {
    Operator operator = binary.operator();
    String quoted = "\"" + operator.symbol() + "\"";
    operand(binary.left(), quoted);
    operand(binary.right(), quoted);
    boolean vectors =
        binary.left().type() == ValueType.VECTOR && binary.right().type() == ValueType.VECTOR;
    boolean scalars = binary.type() == ValueType.SCALAR;
    if (binary.bool() && !operator.isComparison()) {
      throw tokens.error(symbol, "bool is for comparisons only, not for " + quoted);
    }
    if (operator.isComparison() && scalars && !binary.bool()) {
      throw tokens.error(
          symbol, "a comparison of scalars needs bool, as in 1 " + operator.symbol() + " bool 2");
    }
    if (operator.isTrim() && scalars) {
      throw tokens.error(symbol, quoted + " needs a vector of native histograms");
    }
    if (operator.isSet() && !vectors) {
      throw tokens.error(symbol, quoted + " needs an instant vector on both sides");
    }
    if (modified && !vectors) {
      throw tokens.error(symbol, "on, ignoring and fill need an instant vector on both sides");
    }
    checkMatching(binary.matching(), symbol, operator);
  }

  private void checkMatching(Matching matching, Extent symbol, Operator operator) {
    if (matching.on()) {
      for (String label : matching.labels()) {
        if (matching.include().contains(label)) {
          throw tokens.error(
              symbol, "label \"" + label + "\" stands both in on and in the group's labels");
        }
      }
    }
    boolean fills = matching.fillLeft().isPresent() || matching.fillRight().isPresent();
    if (operator.isSet() && fills) {
      throw tokens.error(symbol, "\"" + operator.symbol() + "\" allows no fill");
    }
  }

  private void operand(Expr expr, String operator) {
    if (expr.type() != ValueType.SCALAR && expr.type() != ValueType.VECTOR) {
      throw tokens.error(
          expr.extent(),
          operator + " needs scalars or instant vectors, but this is " + expr.type().words());
    }
  }

  private void expect(Expr expr, ValueType type, String what) {
    if (expr.type() != type) {
      throw new PromqlException(
          PromqlException.Kind.BAD_DATA,
          what + " is " + expr.type().words() + " (expected: " + type.words() + ")",
          tokens.error(expr.extent(), "").position());
    }
  }
}
