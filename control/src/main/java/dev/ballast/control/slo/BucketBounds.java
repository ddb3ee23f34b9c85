// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.Sli;
import dev.ballast.telemetry.query.MetricQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A latency SLI that counts one bucket of a classic histogram, by the bounds that the histogram
 * has. When the threshold is none of them, what is certain is that at least the requests of the
 * bucket below were fast, and at most those of the bucket above: two SLIs, and nobody picks one.
 *
 * @param low counts as good what is certain to be
 * @param high counts as good what is not certain to be bad
 * @param why there are two, as a sentence with its fix; empty when both are the same
 */
record BucketBounds(Sli low, Sli high, String why) {

  private static final Pattern BUCKET =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*_bucket)\\s*\\{([^}]*)}");
  private static final Pattern BOUND = Pattern.compile("\\ble\\s*=\\s*[\"']([^\"']*)[\"']");

  boolean isExact() {
    return why.isEmpty();
  }

  static BucketBounds exact(Sli sli) {
    return new BucketBounds(sli, sli, "");
  }

  /** By the bounds that had data lately. */
  static BucketBounds of(MetricQuery metrics, Sli sli, Duration lately, Instant at) {
    if (!(sli instanceof Sli.Ratio ratio) || ratio.side() != Sli.Ratio.Side.GOOD) {
      return exact(sli);
    }
    Matcher bucket = BUCKET.matcher(ratio.part());
    if (!bucket.find()) {
      return exact(sli);
    }
    Matcher bound = BOUND.matcher(bucket.group(2));
    if (!bound.find() || bucket.find()) {
      return exact(sli); // Sums of several histograms are what their author made of them.
    }
    bucket.reset();
    String metric = bucket.find() ? bucket.group(1) : "";
    return of(ratio, metric, bound.group(1), known(metrics, metric, lately, at));
  }

  private static NavigableMap<Double, String> known(
      MetricQuery metrics, String metric, Duration lately, Instant at) {
    NavigableMap<Double, String> bounds = new TreeMap<>();
    for (String text : metrics.labelValues("le", List.of(metric), at.minus(lately), at)) {
      double number = number(text);
      if (!Double.isNaN(number)) {
        bounds.put(number, text);
      }
    }
    return bounds;
  }

  private static BucketBounds of(
      Sli.Ratio sli, String metric, String wanted, NavigableMap<Double, String> bounds) {
    double threshold = number(wanted);
    if (bounds.isEmpty() || bounds.containsValue(wanted) || Double.isNaN(threshold)) {
      return exact(sli);
    }
    String same = bounds.get(threshold);
    if (same != null) {
      return exact(at(sli, same)); // 0.5 and 0.50 are one bound.
    }
    Map.Entry<Double, String> below = bounds.lowerEntry(threshold);
    Map.Entry<Double, String> above = bounds.higherEntry(threshold);
    Sli high = above == null ? at(sli, bounds.lastEntry().getValue()) : at(sli, above.getValue());
    Sli low = below == null ? nothing(high) : at(sli, below.getValue());
    return new BucketBounds(
        low,
        high,
        metric
            + " has no bucket le=\""
            + wanted
            + "\", only "
            + (below == null ? "" : below.getValue() + " below and ")
            + (above == null ? "none above" : above.getValue() + " above")
            + ". Fix: use one of "
            + String.join(", ", bounds.values()));
  }

  private static Sli at(Sli.Ratio sli, String bound) {
    Matcher bucket = BUCKET.matcher(sli.part());
    if (!bucket.find()) {
      return sli;
    }
    String labels = bucket.group(2);
    Matcher label = BOUND.matcher(labels);
    String replaced = label.replaceFirst(Matcher.quoteReplacement("le=\"" + bound + "\""));
    String part =
        sli.part().substring(0, bucket.start(2)) + replaced + sli.part().substring(bucket.end(2));
    return new Sli.Ratio(sli.counter(), sli.side(), part, sli.total());
  }

  /** None of the requests, with the labels that they have. */
  private static Sli nothing(Sli sli) {
    return sli instanceof Sli.Ratio ratio
        ? new Sli.Ratio(ratio.counter(), ratio.side(), "0 * (" + ratio.part() + ")", ratio.total())
        : sli;
  }

  private static double number(String bound) {
    try {
      return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
