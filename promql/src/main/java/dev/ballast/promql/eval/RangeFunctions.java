// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.PromqlException;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.Function;
import java.util.Locale;

/** The range functions by name. */
final class RangeFunctions {

  private RangeFunctions() {}

  /** A function object for one evaluation; some keep state from window to window. */
  static RangeFunction of(Expr.Call call, Notes notes) {
    return switch (call.function()) {
      case RATE -> new Rate(true, true);
      case INCREASE -> new Rate(true, false);
      case DELTA -> new Rate(false, false);
      case IRATE -> w -> OverTime.last(w, true);
      case IDELTA -> w -> OverTime.last(w, false);
      case DERIV -> new Regression(false);
      case PREDICT_LINEAR -> new Regression(true);
      case SUM_OVER_TIME -> OverTime::sum;
      case AVG_OVER_TIME -> OverTime::avg;
      case MIN_OVER_TIME -> OverTime::min;
      case MAX_OVER_TIME -> OverTime::max;
      case COUNT_OVER_TIME -> Window::size;
      case FIRST_OVER_TIME -> Window::first;
      case LAST_OVER_TIME -> Window::last;
      case PRESENT_OVER_TIME, ABSENT_OVER_TIME -> w -> 1;
      case STDVAR_OVER_TIME -> OverTime::stdvar;
      case STDDEV_OVER_TIME -> w -> Math.sqrt(OverTime.stdvar(w));
      case MAD_OVER_TIME -> OverTime::mad;
      case CHANGES -> OverTime::changes;
      case RESETS -> OverTime::resets;
      case TS_OF_FIRST_OVER_TIME -> w -> w.times[w.from] / 1000.0;
      case TS_OF_LAST_OVER_TIME -> w -> w.times[w.to - 1] / 1000.0;
      case TS_OF_MAX_OVER_TIME -> OverTime::timeOfMax;
      case TS_OF_MIN_OVER_TIME -> OverTime::timeOfMin;
      case QUANTILE_OVER_TIME -> {
        Expr place = call.arguments().getFirst();
        yield w -> {
          notes.badQuantile(w.arguments[0], place);
          return Quantiles.of(w.arguments[0], w.copy(), w.size());
        };
      }
      case DOUBLE_EXPONENTIAL_SMOOTHING ->
          w -> {
            requireFactor("smoothing", "sf", w.arguments[0]);
            requireFactor("trend", "tf", w.arguments[1]);
            return OverTime.smoothed(w);
          };
      default -> throw new IllegalArgumentException(call.function().word());
    };
  }

  private static void requireFactor(String what, String symbol, double factor) {
    if (!(factor > 0 && factor < 1)) {
      throw new PromqlException(
          PromqlException.Kind.EXECUTION,
          String.format(
              Locale.ROOT,
              "invalid %s factor. Expected: 0 < %s < 1, got: %f",
              what,
              symbol,
              factor));
    }
  }

  /** Whether the result is one of the samples, so that it keeps the metric's name. */
  static boolean keepsName(Function function) {
    return function == Function.LAST_OVER_TIME || function == Function.FIRST_OVER_TIME;
  }
}
