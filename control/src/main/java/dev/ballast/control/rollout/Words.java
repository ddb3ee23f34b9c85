// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.model.rollout.CanaryMetric;
import java.util.Locale;

/** What is said of a metric, with the measured value beside the limit, and of an end. */
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

  static String aborted(String actor) {
    return actor.isEmpty() ? "aborted" : "aborted by " + actor;
  }

  /** Every failed check counts, and the last one is known. */
  static String exhausted(int failed, String last) {
    return "%d %s failed%s"
        .formatted(
            failed, failed == 1 ? "check" : "checks", last.isEmpty() ? "" : ", the last: " + last);
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
