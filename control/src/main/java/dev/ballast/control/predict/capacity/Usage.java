// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** The usage of one thing in equal steps, oldest first; a step without a value is NaN. */
public final class Usage {

  private final String series;
  private final Map<String, String> labels;
  private final double[] values;
  private final Instant end;
  private final Duration step;

  /**
   * @param series its labels as PromQL writes them; may be empty
   * @param values one for each step; infinite ones are missing, too
   * @param end of the last step
   */
  public Usage(
      String series, Map<String, String> labels, double[] values, Instant end, Duration step) {
    if (!step.isPositive()) {
      throw new IllegalArgumentException("step: " + step + " (expected: above 0)");
    }
    this.series = series;
    this.labels = Map.copyOf(labels);
    this.values = Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    this.end = end;
    this.step = step;
  }

  String series() {
    return series;
  }

  Map<String, String> labels() {
    return labels;
  }

  Instant end() {
    return end;
  }

  Duration step() {
    return step;
  }

  int length() {
    return values.length;
  }

  double value(int index) {
    return values[index];
  }

  /** The values themselves, not to be written to. */
  double[] values() {
    return values;
  }

  /** The end of a step; past the last one for an index beyond the length. */
  Instant time(int index) {
    return end.plus(step.multipliedBy(index - values.length + 1L));
  }

  /** From the first value on, with the same end. */
  Usage trimmed() {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    return first == 0
        ? this
        : new Usage(series, labels, Arrays.copyOfRange(values, first, values.length), end, step);
  }

  int known() {
    return (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
  }

  /** How many steps have passed since the newest value. */
  int silent() {
    return values.length - 1 - newest();
  }

  /** Index of the newest step with a value; -1 when there is none. */
  int newest() {
    int last = values.length - 1;
    while (last >= 0 && Double.isNaN(values[last])) {
      last--;
    }
    return last;
  }
}
