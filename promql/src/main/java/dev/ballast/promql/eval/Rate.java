// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import java.util.Arrays;

/**
 * {@code rate}, {@code increase} and {@code delta}.
 *
 * <p>The difference of the last and first sample is extended to the bounds of the range: all the
 * way where a sample lies within 1.1 average sample distances of the bound, else by half a
 * distance, and for counters never to before the point where the counter would have been zero.
 * Counter resets are found once per series; a window then adds up only those inside, so that a step
 * costs the same whatever the length of its range.
 */
final class Rate implements RangeFunction {

  private final boolean counter;
  private final boolean perSecond;
  private int[] resets = new int[16];
  private int resetCount;
  private int nextReset;

  Rate(boolean counter, boolean perSecond) {
    this.counter = counter;
    this.perSecond = perSecond;
  }

  @Override
  public void begin(Window window, int samples) {
    resetCount = 0;
    nextReset = 0;
    if (!counter) {
      return;
    }
    double[] values = window.values;
    for (int i = 1; i < samples; i++) {
      if (values[i] < values[i - 1]) {
        if (resetCount == resets.length) {
          resets = Arrays.copyOf(resets, 2 * resetCount);
        }
        resets[resetCount++] = i;
      }
    }
  }

  @Override
  public double apply(Window window) {
    int gaps = window.size() - 1;
    if (gaps < 1) {
      return Column.ABSENT;
    }
    double first = window.first();
    double change = window.last() - first;
    if (resetCount > 0) {
      change = addResets(window, change);
    }
    long firstTime = window.times[window.from];
    long lastTime = window.times[window.to - 1];
    double toStart = (firstTime - window.start) / 1000.0;
    double toEnd = (window.end - lastTime) / 1000.0;
    double sampled = (lastTime - firstTime) / 1000.0;
    double distance = sampled / gaps;
    double near = distance * 1.1;
    if (toStart >= near) {
      toStart = distance / 2;
    }
    if (counter && change > 0 && first >= 0) {
      toStart = Math.min(toStart, sampled * (first / change));
    }
    if (toEnd >= near) {
      toEnd = distance / 2;
    }
    double factor = (sampled + toStart + toEnd) / sampled;
    return change * (perSecond ? factor / window.seconds() : factor);
  }

  private double addResets(Window window, double change) {
    while (nextReset < resetCount && resets[nextReset] <= window.from) {
      nextReset++;
    }
    double total = change;
    for (int i = nextReset; i < resetCount && resets[i] < window.to; i++) {
      total += window.values[resets[i] - 1];
    }
    return total;
  }
}
