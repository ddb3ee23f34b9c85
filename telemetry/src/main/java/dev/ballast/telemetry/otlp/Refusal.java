// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.Locale;

/** Why single items of a well-formed body are not taken, with what the sender can do. */
enum Refusal {
  DELTA_TEMPORALITY(
      "only cumulative temporality is taken; set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative"),
  UNSPECIFIED_TEMPORALITY("sums and histograms must say that they are cumulative"),
  EXPONENTIAL_HISTOGRAM_UNSUPPORTED(
      "exponential histograms are not supported yet; set OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=explicit_bucket_histogram"),
  UNKNOWN_METRIC_TYPE("the metric has no data of a known type"),
  BAD_METRIC_NAME("the name has no letter, digit or colon"),
  BAD_HISTOGRAM("bounds must ascend, with one bucket count more than bounds"),
  NO_VALUE("the data point has neither a value nor the no-recorded-value flag"),
  NO_TIMESTAMP("the time is 0"),
  BAD_ID("trace ids are 16 bytes and span ids 8, not all zero");

  private final String advice;

  Refusal(String advice) {
    this.advice = advice;
  }

  String advice() {
    return advice;
  }

  /** As metrics and messages write it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
