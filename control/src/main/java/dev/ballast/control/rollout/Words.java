// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.model.rollout.CanaryMetric;
import java.util.Locale;

/** What is said of a metric, with the measured value beside the limit. */
final class Words {

  private Words() {}

  static String failure(CanaryMetric metric, double value) {
    if (Double.isNaN(value)) {
      return "no values found for metric " + metric.name();
    }
    CanaryMetric.Range range = metric.range();
    return value < range.min()
        ? "%s %s < %s".formatted(metric.name(), number(value), number(range.min()))
        : "%s %s > %s".formatted(metric.name(), number(value), number(range.max()));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
