// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

/** Least squares over a window: {@code deriv} and {@code predict_linear}. */
final class Regression implements RangeFunction {

  private final boolean predicts;
  private final KahanSum x = new KahanSum();
  private final KahanSum y = new KahanSum();
  private final KahanSum xy = new KahanSum();
  private final KahanSum xx = new KahanSum();
  private double slope;
  private double intercept;

  Regression(boolean predicts) {
    this.predicts = predicts;
  }

  @Override
  public double apply(Window window) {
    if (window.size() < 2) {
      return Column.ABSENT;
    }
    fit(window, predicts ? window.evaluation : window.times[window.from]);
    return predicts ? slope * window.arguments[0] + intercept : slope;
  }

  /** Fits a line whose intercept is the value at {@code origin}; times in seconds from there. */
  private void fit(Window window, long origin) {
    x.reset(0, 0);
    y.reset(0, 0);
    xy.reset(0, 0);
    xx.reset(0, 0);
    double first = window.first();
    boolean level = true;
    for (int i = window.from; i < window.to; i++) {
      double value = window.values[i];
      double time = (window.times[i] - origin) / 1000.0;
      level &= value == first;
      x.add(time);
      y.add(value);
      xy.add(time * value);
      xx.add(time * time);
    }
    if (level) {
      boolean infinite = Double.isInfinite(first);
      slope = infinite ? Double.NaN : 0;
      intercept = infinite ? Double.NaN : first;
      return;
    }
    double n = window.size();
    double sumX = x.value();
    double sumY = y.value();
    slope = (xy.value() - sumX * sumY / n) / (xx.value() - sumX * sumX / n);
    intercept = sumY / n - slope * sumX / n;
  }
}
