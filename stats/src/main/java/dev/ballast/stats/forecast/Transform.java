// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A scale on which a series may be easier to continue.
 *
 * @param name for explanations; empty for none
 */
record Transform(String name, DoubleUnaryOperator there, DoubleUnaryOperator back) {

  static final Transform NONE = new Transform("", x -> x, x -> x);

  /** For positive values: growth by factors becomes growth by steps. */
  static final Transform LOG = new Transform("log ", Math::log, Math::exp);

  private static final double EDGE = 1e-3;

  /** For shares of a range: steps shrink towards both bounds, which are never crossed. */
  static Transform logit(double lower, double upper) {
    double width = upper - lower;
    return new Transform(
        "logit ",
        x -> {
          double share = Math.clamp((x - lower) / width, EDGE, 1 - EDGE);
          return Math.log(share / (1 - share));
        },
        x -> lower + width / (1 + Math.exp(-x)));
  }

  /** The same forecaster, working on this scale. */
  Forecaster around(Forecaster inner) {
    Transform transform = this;
    return new Forecaster() {
      @Override
      public String name() {
        return transform.name() + inner.name();
      }

      @Override
      public Fitted fit(double[] history, Periods periods) {
        Fitted fitted = inner.fit(transform.apply(history), periods);
        return (y, horizon) -> {
          double[] forecast = fitted.forecast(transform.apply(y), horizon);
          return Arrays.stream(forecast).map(transform.back()).toArray();
        };
      }
    };
  }

  private double[] apply(double[] y) {
    return Arrays.stream(y).map(there).toArray();
  }
}
