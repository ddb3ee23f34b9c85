// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.FloatText;
import dev.ballast.promql.Position;
import dev.ballast.promql.ast.Expr;
import dev.ballast.promql.ast.StringText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a query's author should know about its result, each note once, in Prometheus' words. */
final class Notes {

  private final Set<String> warnings = new LinkedHashSet<>();
  private final Set<String> infos = new LinkedHashSet<>();
  private final String text;

  Notes(String text) {
    this.text = text;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  List<String> infos() {
    return List.copyOf(infos);
  }

  private void warn(String message, Expr place) {
    warnings.add("PromQL warning: " + message + " (" + position(place) + ")");
  }

  private void inform(String message, Expr place) {
    infos.add("PromQL info: " + message + " (" + position(place) + ")");
  }

  private Position position(Expr place) {
    return Position.of(text, place.extent().start());
  }

  private static String named(String metric) {
    return metric.isEmpty() ? "" : " for metric name " + StringText.quote(metric);
  }

  void badQuantile(double quantile, Expr place) {
    if (!(quantile >= 0 && quantile <= 1)) {
      warn("quantile value should be between 0 and 1, got " + FloatText.compact(quantile), place);
    }
  }

  void cappedRatio(double ratio, double cap, Expr place) {
    warn(
        "ratio value should be between -1 and 1, got "
            + FloatText.compact(ratio)
            + ", capping to "
            + FloatText.compact(cap),
        place);
  }

  void badBucket(String metric, String bucket, Expr place) {
    warn(
        "bucket label \"le\" is missing or has a malformed value of "
            + StringText.quote(bucket)
            + named(metric),
        place);
  }

  void sortOfRange(Expr place) {
    warn("sort is ineffective for range queries since results are always ordered by labels", place);
  }

  void maybeNoCounter(String metric, Expr place) {
    inform(
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + StringText.quote(metric),
        place);
  }

  void forcedMonotonic(String metric, Expr place) {
    inform(
        "input to histogram_quantile needed to be fixed for monotonicity (see "
            + "https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
            + named(metric),
        place);
  }

  void wrongTypes(String operator, Expr place) {
    inform(
        "incompatible sample types encountered for binary operator "
            + StringText.quote(operator)
            + ": float "
            + operator
            + " float",
        place);
  }
}
