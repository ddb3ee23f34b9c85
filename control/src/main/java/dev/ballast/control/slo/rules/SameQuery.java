// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.rules;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.parse.Query;
import java.util.HashSet;
import java.util.List;

/**
 * Whether two queries say the same: their trees are equal without parentheses, whatever the order
 * of matchers and grouping labels, and numbers up to a billionth. Parentheses around a subtree are
 * part of the tree's shape already, so leaving the nodes out loses nothing.
 */
final class SameQuery {

  private static final double TOLERANCE = 1e-9;

  private SameQuery() {}

  /** How two texts compare. */
  enum Result {
    SAME,
    DIFFERENT,
    /** At least one is no PromQL: only their texts were compared, and they are the same. */
    SAME_TEXT
  }

  static Result compare(String one, String other) {
    try {
      return same(Query.parse(one), Query.parse(other)) ? Result.SAME : Result.DIFFERENT;
    } catch (PromqlException _) {
      return bare(one).equals(bare(other)) ? Result.SAME_TEXT : Result.DIFFERENT;
    }
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }

  private static boolean same(Expr left, Expr right) {
    var a = left.unwrapped();
    var b = right.unwrapped();
    return switch (a) {
      case Expr.NumberLiteral one ->
          b instanceof Expr.NumberLiteral two && near(one.value(), two.value());
      case Expr.StringLiteral one ->
          b instanceof Expr.StringLiteral two && one.value().equals(two.value());
      case Expr.Selector one -> b instanceof Expr.Selector two && sameSelector(one, two);
      case Expr.Window one ->
          b instanceof Expr.Window two
              && one.range().equals(two.range())
              && sameSelector(one.selector(), two.selector());
      case Expr.Subquery one ->
          b instanceof Expr.Subquery two
              && one.range().equals(two.range())
              && java.util.Objects.equals(one.step(), two.step())
              && one.shift().equals(two.shift())
              && same(one.operand(), two.operand());
      case Expr.Aggregation one ->
          b instanceof Expr.Aggregation two
              && one.operator() == two.operator()
              && one.without() == two.without()
              && sameSet(one.labels(), two.labels())
              && sameAll(one.children(), two.children());
      case Expr.Binary one ->
          b instanceof Expr.Binary two
              && one.operator() == two.operator()
              && one.bool() == two.bool()
              && sameMatching(one.matching(), two.matching())
              && sameAll(one.children(), two.children());
      case Expr.Sign one ->
          b instanceof Expr.Sign two
              && one.negative() == two.negative()
              && same(one.operand(), two.operand());
      case Expr.Call one ->
          b instanceof Expr.Call two
              && one.function() == two.function()
              && sameAll(one.arguments(), two.arguments());
      case Expr.Parens one -> same(one.inner(), b);
    };
  }

  private static boolean sameSelector(Expr.Selector one, Expr.Selector other) {
    return one.shift().equals(other.shift()) && sameSet(one.matchers(), other.matchers());
  }

  private static boolean sameMatching(Matching one, Matching other) {
    return one.on() == other.on()
        && one.cardinality() == other.cardinality()
        && sameSet(one.labels(), other.labels())
        && sameSet(one.include(), other.include())
        && one.fillLeft().equals(other.fillLeft())
        && one.fillRight().equals(other.fillRight());
  }

  private static boolean sameAll(List<Expr> some, List<Expr> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameSet(List<?> some, List<?> others) {
    return some.size() == others.size()
        && new HashSet<Object>(some).equals(new HashSet<Object>(others));
  }

  private static boolean near(double one, double other) {
    return Double.compare(one, other) == 0
        || Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
  }
}
