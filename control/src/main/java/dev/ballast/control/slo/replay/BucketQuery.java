// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.Sli;
import dev.ballast.promql.Matcher;
import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Extent;
import dev.ballast.promql.ast.Period;
import dev.ballast.promql.ast.Printer;
import dev.ballast.promql.ast.Rewrite;
import dev.ballast.promql.ast.Shift;
import dev.ballast.promql.parse.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A latency SLI that counts one bucket of a classic histogram as good: which histogram it is and up
 * to which threshold, so that all buckets can be asked when none has that bound.
 */
public record BucketQuery(List<Matcher> histogram, double threshold) {

  private static final String BOUND = "le";
  private static final String NAME = "__name__";

  public BucketQuery {
    histogram = List.copyOf(histogram);
  }

  /** Nothing when the SLI counts anything else. */
  public static Optional<BucketQuery> of(Sli sli) {
    if (!(sli instanceof Sli.Ratio ratio) || ratio.side() != Sli.Ratio.Side.GOOD) {
      return Optional.empty();
    }
    try {
      var query = Query.parse(ratio.part().replaceAll("\\{\\{\\s*\\.window\\s*}}", "5m"));
      var selectors = Rewrite.selectors(query);
      return selectors.size() == 1 ? of(selectors.getFirst()) : Optional.empty();
    } catch (PromqlException _) {
      return Optional.empty();
    }
  }

  private static Optional<BucketQuery> of(Expr.Selector selector) {
    var bound = value(selector, BOUND);
    var name = value(selector, NAME);
    var number = bound.filter(text -> text.matches("[0-9.eE+-]+")).map(Double::parseDouble);
    var others = selector.matchers().stream().filter(m -> !m.name().equals(BOUND)).toList();
    return number
        .filter(_ -> name.orElse("").endsWith("_bucket"))
        .map(threshold -> new BucketQuery(others, threshold));
  }

  private static Optional<String> value(Expr.Selector selector, String label) {
    return selector.matchers().stream()
        .filter(m -> m.name().equals(label) && m.type() == Matcher.Type.EQUAL)
        .map(Matcher::value)
        .findFirst();
  }

  /** The events of a window up to each bound, by the label {@code le}. */
  public String over(Duration window) {
    var selector = new Expr.Selector(histogram, Shift.NONE, Extent.NONE);
    var range = new Expr.Window(selector, new Period.Fixed(window.toMillis()), Extent.NONE);
    return "sum by (le) (increase(" + Printer.print(range) + "))";
  }
}
