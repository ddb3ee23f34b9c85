// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.pairs;

import dev.ballast.promql.Labels;
import java.util.function.DoubleConsumer;

/** The upper bound of a histogram's bucket. */
final class Bound {

  private Bound() {}

  /**
   * Hands on the bound in seconds; one that is no number is left out.
   *
   * @param perSecond how many of the histogram's units a second has
   */
  static void of(Labels labels, double perSecond, DoubleConsumer then) {
    String le = labels.get("le");
    try {
      then.accept(
          le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le) / perSecond);
    } catch (NumberFormatException _) {
      // A series without a bound is no bucket.
    }
  }
}
