// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.conformance;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.QueryResult;
import dev.ballast.promql.Value;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Printer;
import dev.ballast.promql.ast.Rewrite;
import dev.ballast.promql.eval.Engine;
import dev.ballast.promql.parse.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Runs one case. An instant case is run as it stands; again with all its selectors pinned to its
 * time by {@code @} and evaluated at other times; and each of these as a range query of three
 * points, whose middle one must be the same.
 */
final class CaseRunner {

  private static final Pattern CONTEXT = Pattern.compile("(start|end|range|step)\\(\\)");
  private static final long MINUTE = 60_000;

  private final Engine engine;
  private final ScriptStorage storage;

  CaseRunner(Engine engine, ScriptStorage storage) {
    this.engine = engine;
    this.storage = storage;
  }

  private record Variant(String query, long time) {}

  /** What is wrong; empty when the case passes. */
  Optional<String> problem(Command.Eval eval) {
    if (eval.times().range()) {
      return range(eval);
    }
    Command.Times rangeVector = eval.expectation().rangeVector();
    long time = rangeVector == null ? eval.times().end() : rangeVector.end();
    for (Variant variant : variants(eval.query(), time)) {
      Optional<String> problem = instant(eval, variant);
      if (problem.isPresent()) {
        return Optional.of(
            problem.get() + " (evaluated at " + variant.time + " ms: " + variant.query + ")");
      }
    }
    return Optional.empty();
  }

  private static List<Variant> variants(String query, long time) {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant(query, time));
    Expr parsed;
    try {
      parsed = Query.parse(query);
    } catch (PromqlException e) {
      return variants;
    }
    if (!readsClock(parsed)) {
      String pinned = Printer.print(Rewrite.pinned(parsed, time));
      long[] times =
          time == 0
              ? new long[] {-1000, 0, 1000}
              : new long[] {-10 * time, 0, time / 5, time, 10 * time};
      for (long other : times) {
        variants.add(new Variant(pinned, other));
      }
    }
    return variants;
  }

  /** Whether the evaluation time matters even when all selectors are pinned. */
  private static boolean readsClock(Expr expr) {
    if (expr instanceof Expr.Call call) {
      switch (call.function()) {
        case DAYS_IN_MONTH,
            DAY_OF_MONTH,
            DAY_OF_WEEK,
            DAY_OF_YEAR,
            HOUR,
            MINUTE,
            MONTH,
            YEAR,
            PREDICT_LINEAR,
            TIME,
            TIMESTAMP,
            START,
            END,
            STEP,
            RANGE -> {
          return true;
        }
        default -> {}
      }
    }
    boolean pinnedSubquery = expr instanceof Expr.Subquery subquery && subquery.shift().isPinned();
    return !pinnedSubquery && expr.children().stream().anyMatch(CaseRunner::readsClock);
  }

  private Optional<String> instant(Command.Eval eval, Variant variant) {
    Command.Expectation expected = eval.expectation();
    QueryResult result;
    try {
      result = engine.instant(variant.query, storage, variant.time);
    } catch (PromqlException e) {
      return failed(expected, e);
    }
    Command.Times rangeVector = expected.rangeVector();
    Optional<String> problem =
        afterwards(expected, result, rangeVector == null ? eval.times() : rangeVector);
    boolean once = rangeVector != null || expected.string() != null;
    if (problem.isPresent() || once || CONTEXT.matcher(variant.query).find()) {
      return problem;
    }
    return asRange(expected, variant, result.value() instanceof Value.Scalar);
  }

  private Optional<String> asRange(Command.Expectation expected, Variant variant, boolean scalar) {
    QueryResult result;
    try {
      result =
          engine.range(
              variant.query, storage, variant.time - MINUTE, variant.time + MINUTE, MINUTE);
    } catch (PromqlException e) {
      return Optional.of("as a range query, error: " + e.getMessage());
    }
    if (expected.ordered() || !(result.value() instanceof Value.Matrix matrix)) {
      return Optional.empty();
    }
    List<Value.Sample> middle = new ArrayList<>();
    for (Value.Series series : matrix.series()) {
      for (int i = 0; i < series.times().length; i++) {
        if (series.times()[i] == variant.time) {
          middle.add(new Value.Sample(series.labels(), variant.time, series.values()[i]));
        }
      }
    }
    Optional<String> problem =
        scalar && !middle.isEmpty()
            ? Comparison.scalar(middle.getFirst().value(), expected)
            : Comparison.vector(middle, expected);
    return problem.map(text -> "as a range query, " + text);
  }

  private Optional<String> range(Command.Eval eval) {
    Command.Times times = eval.times();
    QueryResult result;
    try {
      result = engine.range(eval.query(), storage, times.start(), times.end(), times.step());
    } catch (PromqlException e) {
      return failed(eval.expectation(), e);
    }
    return afterwards(eval.expectation(), result, times);
  }

  private static Optional<String> failed(Command.Expectation expected, PromqlException e) {
    String message = String.valueOf(e.getMessage());
    Command.Text fail = expected.fail();
    return fail != null && fail.matches(message)
        ? Optional.empty()
        : Optional.of("error: " + e.describe());
  }

  private static Optional<String> afterwards(
      Command.Expectation expected, QueryResult result, Command.Times times) {
    if (expected.fail() != null) {
      return Optional.of("no error");
    }
    return notes("warning", expected.warn(), expected.noWarn(), result.warnings())
        .or(() -> notes("info", expected.info(), expected.noInfo(), result.infos()))
        .or(() -> Comparison.problem(result.value(), expected, times));
  }

  private static Optional<String> notes(
      String kind, List<Command.Text> expected, boolean none, List<String> actual) {
    if (none && !actual.isEmpty()) {
      return Optional.of(kind + " " + actual);
    }
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    boolean allFound = expected.stream().allMatch(text -> actual.stream().anyMatch(text::matches));
    boolean allWanted =
        actual.stream().allMatch(note -> expected.stream().anyMatch(text -> text.matches(note)));
    return allFound && allWanted && !actual.isEmpty()
        ? Optional.empty()
        : Optional.of(kind + " " + actual);
  }
}
