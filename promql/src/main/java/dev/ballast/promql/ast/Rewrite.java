// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.ast;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to and changes of a query's tree. */
public final class Rewrite {

  private Rewrite() {}

  /** All selectors of a query in the order of the text, those inside ranges and subqueries too. */
  public static List<Expr.Selector> selectors(Expr query) {
    List<Expr.Selector> found = new ArrayList<>();
    collect(query, found);
    return List.copyOf(found);
  }

  private static void collect(Expr expr, List<Expr.Selector> into) {
    if (expr instanceof Expr.Selector selector) {
      into.add(selector);
    }
    expr.children().forEach(child -> collect(child, into));
  }

  /**
   * Puts {@code increase(selector[window])} in the place of every instant selector that no range or
   * subquery is around; a shift moves along.
   */
  public static Expr increaseOver(Expr query, long windowMillis) {
    return map(
        query,
        new Change() {
          @Override
          public Expr selector(Expr.Selector selector) {
            Period range = new Period.Fixed(windowMillis);
            Expr window = new Expr.Window(selector, range, selector.extent());
            return new Expr.Call(Function.INCREASE, List.of(window), selector.extent());
          }

          @Override
          public Expr window(Expr.Window window) {
            return window;
          }

          @Override
          public Expr subquery(Expr.Subquery subquery) {
            return subquery;
          }
        });
  }

  /**
   * Pins every selector and subquery that has no {@code @} of its own, and no pinned subquery
   * around it, to a time.
   */
  public static Expr pinned(Expr query, long timeMillis) {
    return map(
        query,
        new Change() {
          @Override
          public Expr selector(Expr.Selector selector) {
            return new Expr.Selector(selector.matchers(), pin(selector.shift()), selector.extent());
          }

          @Override
          public Expr window(Expr.Window window) {
            Expr.Selector selector = window.selector();
            return new Expr.Window(
                new Expr.Selector(selector.matchers(), pin(selector.shift()), selector.extent()),
                window.range(),
                window.extent());
          }

          @Override
          public Expr subquery(Expr.Subquery subquery) {
            return new Expr.Subquery(
                subquery.operand(),
                subquery.range(),
                subquery.step(),
                pin(subquery.shift()),
                subquery.extent());
          }

          private Shift pin(Shift shift) {
            return shift.isPinned()
                ? shift
                : new Shift(shift.offset(), new Shift.Anchor.At(timeMillis));
          }
        });
  }

  /** What becomes of the nodes that read data. */
  private interface Change {
    Expr selector(Expr.Selector selector);

    Expr window(Expr.Window window);

    Expr subquery(Expr.Subquery subquery);
  }

  private static Expr map(Expr expr, Change change) {
    return switch (expr) {
      case Expr.NumberLiteral number -> number;
      case Expr.StringLiteral string -> string;
      case Expr.Selector selector -> change.selector(selector);
      case Expr.Window window -> change.window(window);
      case Expr.Subquery subquery -> change.subquery(subquery);
      case Expr.Aggregation aggregation ->
          new Expr.Aggregation(
              aggregation.operator(),
              mapNullable(aggregation.parameter(), change),
              map(aggregation.operand(), change),
              aggregation.without(),
              aggregation.labels(),
              aggregation.extent());
      case Expr.Binary binary ->
          new Expr.Binary(
              binary.operator(),
              map(binary.left(), change),
              map(binary.right(), change),
              binary.bool(),
              binary.matching(),
              binary.extent());
      case Expr.Sign sign ->
          new Expr.Sign(sign.negative(), map(sign.operand(), change), sign.extent());
      case Expr.Call call ->
          new Expr.Call(
              call.function(),
              call.arguments().stream().map(argument -> map(argument, change)).toList(),
              call.extent());
      case Expr.Parens parens -> new Expr.Parens(map(parens.inner(), change), parens.extent());
    };
  }

  private static @Nullable Expr mapNullable(@Nullable Expr expr, Change change) {
    return expr == null ? null : map(expr, change);
  }
}
