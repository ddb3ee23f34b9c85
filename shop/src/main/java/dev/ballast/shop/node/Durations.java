// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.node;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;

/** Histograms of durations in seconds with the bounds that OpenTelemetry advises. */
final class Durations {

  private static final double NANOS = 1e9;
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private Durations() {}

  static DoubleHistogram histogram(Meter meter, String name) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(BOUNDS)
        .build();
  }

  /** Records the time since a {@link System#nanoTime()}. */
  static void record(
      DoubleHistogram histogram, long startNanos, Attributes attributes, Context context) {
    histogram.record((System.nanoTime() - startNanos) / NANOS, attributes, context);
  }
}
