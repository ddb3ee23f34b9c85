// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.promql.Labels;
import java.util.Arrays;

/** Columns of samples on their way in. Not thread-safe. */
public final class SampleBatch {

  private Labels[] labels;
  private long[] times;
  private double[] values;
  private int size;

  public SampleBatch(int capacity) {
    labels = new Labels[Math.max(8, capacity)];
    times = new long[labels.length];
    values = new double[labels.length];
  }

  public void add(Labels series, long timeMillis, double value) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, size * 2);
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    labels[size] = series;
    times[size] = timeMillis;
    values[size++] = value;
  }

  public int size() {
    return size;
  }

  public Labels labels(int i) {
    return labels[i];
  }

  public long time(int i) {
    return times[i];
  }

  public double value(int i) {
    return values[i];
  }
}
