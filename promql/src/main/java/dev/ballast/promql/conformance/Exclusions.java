// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import dev.ballast.promql.ast.Matching;
import dev.ballast.promql.ast.Period;
import dev.ballast.promql.ast.Rewrite;
import dev.ballast.promql.parse.Query;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds cases that upstream's own marks put outside this engine's claim: native histograms and
 * experimental features. A case that merely shares a file or a load with one stays in.
 */
final class Exclusions {

  private static final Set<Function> NATIVE_ONLY =
      Set.of(
          Function.HISTOGRAM_AVG,
          Function.HISTOGRAM_COUNT,
          Function.HISTOGRAM_STDDEV,
          Function.HISTOGRAM_STDVAR,
          Function.HISTOGRAM_SUM);
  private static final Set<String> METADATA = Set.of("__type__", "__unit__");
  private static final Pattern MODIFIER = Pattern.compile("\\b(anchored|smoothed)\\b");

  record Found(SuiteReport.Rule rule, String reason) {}

  private Exclusions() {}

  static Optional<Found> find(Command.Eval eval, ScriptStorage storage) {
    if (eval.expectation().series().stream().anyMatch(Command.Series::isNative)) {
      return natively("a native histogram is expected");
    }
    Expr query;
    try {
      query = Query.parse(eval.query());
    } catch (PromqlException e) {
      var modifier = MODIFIER.matcher(eval.query());
      return modifier.find()
          ? experimentally("the modifier " + modifier.group())
          : Optional.empty();
    }
    return inQuery(query).or(() -> inData(query, eval, storage));
  }

  private static Optional<Found> natively(String reason) {
    return Optional.of(new Found(SuiteReport.Rule.NATIVE_HISTOGRAM, reason));
  }

  private static Optional<Found> experimentally(String reason) {
    return Optional.of(new Found(SuiteReport.Rule.EXPERIMENTAL, reason));
  }

  private static Optional<Found> inQuery(Expr expr) {
    Optional<Found> here =
        switch (expr) {
          case Expr.Call call when NATIVE_ONLY.contains(call.function()) ->
              natively("the function " + call.function().word());
          case Expr.Call call when call.function().isExperimental() ->
              experimentally("the function " + call.function().word());
          case Expr.Aggregation a when a.operator().isExperimental() ->
              experimentally("the aggregation " + a.operator().word());
          case Expr.Binary b when b.operator().isTrim() ->
              natively("the operator " + b.operator().symbol());
          case Expr.Binary b when fills(b.matching()) -> experimentally("the modifier fill");
          case Expr.Selector s -> computed(s.shift().offset());
          case Expr.Window w -> computed(w.range());
          case Expr.Subquery s -> inSubquery(s);
          default -> Optional.empty();
        };
    for (Expr child : expr.children()) {
      here = here.isPresent() ? here : inQuery(child);
    }
    return here;
  }

  private static boolean fills(Matching matching) {
    return matching.fillLeft().isPresent() || matching.fillRight().isPresent();
  }

  private static Optional<Found> inSubquery(Expr.Subquery subquery) {
    Period step = subquery.step();
    return computed(subquery.range())
        .or(() -> computed(subquery.shift().offset()))
        .or(() -> step == null ? Optional.empty() : computed(step));
  }

  private static Optional<Found> computed(Period period) {
    return period instanceof Period.Computed
        ? experimentally("a duration expression")
        : Optional.empty();
  }

  private static Optional<Found> inData(Expr query, Command.Eval eval, ScriptStorage storage) {
    boolean metadata =
        eval.expectation().series().stream()
            .anyMatch(s -> METADATA.stream().anyMatch(l -> !s.labels().get(l).isEmpty()));
    for (Expr.Selector selector : Rewrite.selectors(query)) {
      List<ScriptStorage.Stored> touched = storage.select(selector.matchers(), 0, 0);
      for (ScriptStorage.Stored series : touched) {
        if (series.isNative()) {
          return natively("the series " + series.labels());
        }
        if (series.hasStartTimes()) {
          return experimentally("start timestamps of " + series.labels());
        }
        metadata |= METADATA.stream().anyMatch(l -> !series.labels().get(l).isEmpty());
      }
      metadata |= selector.matchers().stream().anyMatch(m -> METADATA.contains(m.name()));
    }
    return metadata ? experimentally("type and unit labels") : Optional.empty();
  }
}
