// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * What is usual at a time of the day and at part of the week, in local wall time.
 *
 * <p>{@value #DAY} bins of ten minutes and {@value #WEEK} of two hours, each a mean that first
 * weighs all its values alike and later the recent ones more. Local time keeps the profile in place
 * when clocks change. 1.1 KB; O(1).
 */
final class WallProfile {

  static final int DAY = 144;
  static final int WEEK = 84;
  static final int MINUTES_OF_WEEK = 7 * 24 * 60;

  private static final int REACH = 1;
  private static final int LAG_REACH = 2;
  private static final double DAY_MEMORY = 0.15;
  private static final double WEEK_MEMORY = 0.07;

  private final float[] day = new float[DAY];
  private final SmallCounts dayCount = new SmallCounts(DAY);
  private final float[] week = new float[WEEK];
  private final SmallCounts weekCount = new SmallCounts(WEEK);

  /** Bell-weighted mean of the bins around; the fallback where nothing is known. */
  double ofDay(int minute, double fallback) {
    int bin = dayBin(minute);
    double sum = 0;
    double weights = 0;
    for (int j = -REACH; j <= REACH; j++) {
      int near = Math.floorMod(bin + j, DAY);
      if (dayCount.get(near) > 0) {
        double weight = REACH + 1 - Math.abs(j);
        sum += weight * day[near];
        weights += weight;
      }
    }
    return weights > 0 ? sum / weights : fallback;
  }

  double ofWeek(int minute, double fallback) {
    int bin = minute / 120;
    return weekCount.get(bin) > 0 ? week[bin] : fallback;
  }

  boolean knowsDay(int minute) {
    return dayCount.get(dayBin(minute)) > 0;
  }

  /** Signed distance to the nearest of what was usual within twenty minutes; 0 inside. */
  double lagDistance(int minute, double value) {
    int bin = dayBin(minute);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int j = -LAG_REACH; j <= LAG_REACH; j++) {
      int near = Math.floorMod(bin + j, DAY);
      if (dayCount.get(near) > 0) {
        low = Math.min(low, day[near]);
        high = Math.max(high, day[near]);
      }
    }
    return value < low ? value - low : value > high ? value - high : 0;
  }

  /** Moves both bins towards a value, at most by the limit. */
  void learn(int minute, double value, double usualDay, double usualWeek, double limit) {
    int d = dayBin(minute);
    double dayStep = Math.clamp(value - usualDay, -limit, limit);
    day[d] = moved(day[d], dayCount.get(d), usualDay, dayStep, DAY_MEMORY);
    dayCount.increment(d);
    int w = minute / 120;
    double weekStep = Math.clamp(value - usualWeek, -limit, limit);
    week[w] = moved(week[w], weekCount.get(w), usualWeek, weekStep, WEEK_MEMORY);
    weekCount.increment(w);
  }

  private static float moved(float mean, int count, double usual, double step, double memory) {
    return (float) (count == 0 ? usual + step : mean + step * Math.max(1.0 / (count + 1), memory));
  }

  private static int dayBin(int minute) {
    return minute % 1_440 / 10;
  }
}
