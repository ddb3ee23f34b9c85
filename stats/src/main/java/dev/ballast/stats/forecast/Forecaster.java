// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.forecast;

import dev.ballast.stats.season.Periods;

/** One way to continue a series. Pure, and without state. */
interface Forecaster {

  String name();

  /**
   * Learns what is slow to learn: smoothing parameters and the form of the model.
   *
   * @param history finite values in equal steps, at least one
   */
  Fitted fit(double[] history, Periods periods);

  /** A model whose parameters are known; states and regressions follow the history it is given. */
  interface Fitted {

    /** The next {@code horizon} values after a history of the same series, shorter or longer. */
    double[] forecast(double[] history, int horizon);
  }
}
