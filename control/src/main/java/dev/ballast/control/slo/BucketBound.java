// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.telemetry.query.MetricQuery;
import dev.ballast.telemetry.query.QueryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A latency SLI that counts the bucket of a bound which the histogram does not have would find
 * nothing good at all. That is a mistake in the SLI and is said, not judged.
 */
final class BucketBound {

  private static final Pattern BUCKET =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*_bucket)\\s*\\{([^}]*)}");
  private static final Pattern BOUND = Pattern.compile("\\ble\\s*=\\s*[\"']([^\"']*)[\"']");

  private BucketBound() {}

  static void check(MetricQuery metrics, SliQuery query, Duration window, Instant at) {
    Matcher bucket = BUCKET.matcher(query.part());
    if (!bucket.find()) {
      return;
    }
    Matcher bound = BOUND.matcher(bucket.group(2));
    if (!bound.find()) {
      return;
    }
    String metric = bucket.group(1);
    String wanted = bound.group(1);
    List<String> bounds =
        metrics.labelValues("le", List.of(metric), at.minus(window), at).stream()
            .sorted(Comparator.comparingDouble(BucketBound::number))
            .toList();
    if (!bounds.contains(wanted)) {
      throw new QueryException(
          QueryException.Kind.BAD_DATA,
          metric
              + " has no bucket le=\""
              + wanted
              + "\" (expected: one of "
              + (bounds.isEmpty() ? "none that has data" : String.join(", ", bounds))
              + "). Fix: use a bound the histogram has.");
    }
  }

  private static double number(String bound) {
    try {
      return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
