// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.store;

import dev.ballast.promql.Labels;
import java.util.SplittableRandom;

/**
 * Series as a fleet sends them, scraped every 15 s with jitter: half are whole-number counters, a
 * quarter gauges of two decimals, 15 % never change and 10 % are doubles without pattern, which no
 * codec can shorten. Six labels each. The same numbers give the same samples.
 */
public final class MixedSeries {

  public static final int STEP_MILLIS = 15_000;
  private static final int PER_INSTANCE = 100;
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "PATCH"};

  private final int first;
  private final SplittableRandom random;
  private final double[] values;
  private final double[] rates;
  private final int jitterMillis;

  public MixedSeries(int first, int series, int jitterMillis) {
    this.first = first;
    this.random = new SplittableRandom(first);
    this.values = new double[series];
    this.rates = new double[series];
    this.jitterMillis = jitterMillis;
    for (int i = 0; i < series; i++) {
      values[i] = i % 20 < 10 ? random.nextInt(1_000_000) : random.nextInt(10_000) / 100.0;
      rates[i] = 1 + random.nextInt(200);
    }
  }

  /** The number of its first series. */
  int first() {
    return first;
  }

  int size() {
    return values.length;
  }

  /** A new object each time. */
  public static Labels labels(int series) {
    int within = series % PER_INSTANCE;
    int instance = series / PER_INSTANCE;
    return Labels.ofSortedPairs(
        new String[] {
          "__name__",
          "http_metric_" + within / 10 + "_total",
          "instance",
          "10.0." + instance / 250 + "." + instance % 250 + ":9100",
          "job",
          "service-" + instance / 10,
          "method",
          METHODS[within % 5],
          "path",
          "/api/v1/resource/" + within % 10 / 5,
          "region",
          instance % 2 == 0 ? "us-east" : "eu-west"
        });
  }

  /** Milliseconds of a round's sample, relative to the first round. */
  public long time(int round) {
    return (long) round * STEP_MILLIS + (jitterMillis == 0 ? 0 : random.nextInt(jitterMillis));
  }

  /** The next value of a series. */
  public double next(int series) {
    int kind = series % 20;
    if (kind < 10) {
      values[series] += random.nextInt((int) rates[series]);
    } else if (kind < 15) {
      values[series] = Math.round((values[series] + random.nextDouble() - 0.5) * 100) / 100.0;
    } else if (kind >= 18) {
      values[series] = random.nextDouble() * 1000;
    }
    return values[series];
  }
}
