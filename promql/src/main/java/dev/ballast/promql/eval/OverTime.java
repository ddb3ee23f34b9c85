// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/** {@code sum_over_time} and its like: one pass over the window, sums compensated. */
final class OverTime {

  private OverTime() {}

  static double sum(Window w) {
    double sum = 0;
    double lost = 0;
    for (int i = w.from; i < w.to; i++) {
      double value = w.values[i];
      double total = sum + value;
      lost = KahanSum.lost(sum, value, total, lost);
      sum = total;
    }
    return Double.isInfinite(sum) ? sum : sum + lost;
  }

  /** The sum by the count, until the sum would overflow; from there on a running mean. */
  static double avg(Window w) {
    double sum = w.first();
    double lost = 0;
    double count = 1;
    int i = w.from + 1;
    for (; i < w.to; i++) {
      double total = sum + w.values[i];
      if (Double.isInfinite(total)) {
        break;
      }
      lost = KahanSum.lost(sum, w.values[i], total, lost);
      sum = total;
      count++;
    }
    if (i == w.to) {
      return sum / count + lost / count;
    }
    double mean = sum / count;
    lost /= count;
    for (; i < w.to; i++) {
      count++;
      double q = (count - 1) / count;
      double value = w.values[i] / count;
      double total = q * mean + value;
      lost = KahanSum.lost(q * mean, value, total, q * lost);
      mean = total;
    }
    return mean + lost;
  }

  static double max(Window w) {
    double max = w.first();
    for (int i = w.from + 1; i < w.to; i++) {
      if (w.values[i] > max || Double.isNaN(max)) {
        max = w.values[i];
      }
    }
    return max;
  }

  static double min(Window w) {
    double min = w.first();
    for (int i = w.from + 1; i < w.to; i++) {
      if (w.values[i] < min || Double.isNaN(min)) {
        min = w.values[i];
      }
    }
    return min;
  }

  static double timeOfMax(Window w) {
    double max = w.first();
    long time = w.times[w.from];
    for (int i = w.from; i < w.to; i++) {
      if (w.values[i] >= max || Double.isNaN(max)) {
        max = w.values[i];
        time = w.times[i];
      }
    }
    return time / 1000.0;
  }

  static double timeOfMin(Window w) {
    double min = w.first();
    long time = w.times[w.from];
    for (int i = w.from; i < w.to; i++) {
      if (w.values[i] <= min || Double.isNaN(min)) {
        min = w.values[i];
        time = w.times[i];
      }
    }
    return time / 1000.0;
  }

  /** Population variance by Welford's method, compensated. */
  static double stdvar(Window w) {
    double count = 0;
    double mean = 0;
    double lostMean = 0;
    double squares = 0;
    double lostSquares = 0;
    for (int i = w.from; i < w.to; i++) {
      count++;
      double delta = w.values[i] - (mean + lostMean);
      double part = delta / count;
      double total = mean + part;
      lostMean = KahanSum.lost(mean, part, total, lostMean);
      mean = total;
      double square = delta * (w.values[i] - (mean + lostMean));
      total = squares + square;
      lostSquares = KahanSum.lost(squares, square, total, lostSquares);
      squares = total;
    }
    return (squares + lostSquares) / count;
  }

  /** Median absolute deviation. */
  static double mad(Window w) {
    int size = w.size();
    double median = Quantiles.of(0.5, w.copy(), size);
    double[] values = w.copy();
    for (int i = 0; i < size; i++) {
      values[i] = Math.abs(values[i] - median);
    }
    return Quantiles.of(0.5, values, size);
  }

  static double changes(Window w) {
    int changes = 0;
    for (int i = w.from + 1; i < w.to; i++) {
      double before = w.values[i - 1];
      double now = w.values[i];
      if (now != before && !(Double.isNaN(now) && Double.isNaN(before))) {
        changes++;
      }
    }
    return changes;
  }

  static double resets(Window w) {
    int resets = 0;
    for (int i = w.from + 1; i < w.to; i++) {
      if (w.values[i] < w.values[i - 1]) {
        resets++;
      }
    }
    return resets;
  }

  /** The difference of the last two samples; for counters, a drop counts from zero. */
  static double last(Window w, boolean counter) {
    if (w.size() < 2) {
      return Column.ABSENT;
    }
    double last = w.last();
    double before = w.values[w.to - 2];
    double change = counter && last < before ? last : last - before;
    double seconds = (w.times[w.to - 1] - w.times[w.to - 2]) / 1000.0;
    return counter ? change / seconds : change;
  }

  /** Holt's linear method; level and trend factors are the window's arguments. */
  static double smoothed(Window w) {
    if (w.size() < 2) {
      return Column.ABSENT;
    }
    double levelFactor = w.arguments[0];
    double trendFactor = w.arguments[1];
    double before = 0;
    double level = w.first();
    double trend = w.values[w.from + 1] - level;
    for (int i = w.from + 1; i < w.to; i++) {
      if (i > w.from + 1) {
        trend = trendFactor * (level - before) + (1 - trendFactor) * trend;
      }
      double next = levelFactor * w.values[i] + (1 - levelFactor) * (level + trend);
      before = level;
      level = next;
    }
    return level;
  }
}
