// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;

/** Takes the series of an instant vector, one after the other. */
@FunctionalInterface
interface RowSink {

  /**
   * One series.
   *
   * @param labels with the metric name even where the result drops it
   * @param dropName whether the name goes in the end; until then label functions can still see it
   * @param column a value per step, {@link Column#ABSENT} where there is none; the sink may change
   *     it but must not keep it
   */
  void row(Labels labels, boolean dropName, double[] column);
}
