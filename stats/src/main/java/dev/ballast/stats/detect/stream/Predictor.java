// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

/**
 * What the next value should be: the slow level, or the profile of the day or of the week with a
 * slow offset, whichever has erred least of late; plus what the last values deviated from it.
 *
 * <p>The season is chosen by prequential error (Dawid, 1984) instead of an autocorrelation: a
 * profile is used once it errs a tenth less than the plain level. O(1).
 */
final class Predictor {

  /** What the expectation rests on. */
  enum Season {
    NONE,
    DAY,
    WEEK
  }

  private static final int LEARNING = 300;
  private static final double BETTER = 0.9;
  private static final double ERRORS = 700;
  private static final double OFFSET = 800;
  private static final double CAP = 6;
  private static final double CARRIED = 1 / 12.0;

  private final WallProfile profile = new WallProfile();
  private final Scale[] errors = {new Scale(ERRORS), new Scale(ERRORS), new Scale(ERRORS)};
  private double dayOffset;
  private double weekOffset;
  private double carried;

  private Season season = Season.NONE;
  private double usualDay;
  private double usualWeek;
  private double base;

  /** Forms the expectation for a minute of the week, or without season when that is negative. */
  void expect(int minute, Level level, int age) {
    usualDay = minute < 0 ? level.slow() : profile.ofDay(minute, level.slow());
    usualWeek = minute < 0 ? level.slow() : profile.ofWeek(minute, usualDay);
    season = minute < 0 || age <= LEARNING ? Season.NONE : chosen();
    base =
        switch (season) {
          case NONE -> level.slow();
          case DAY -> usualDay + dayOffset;
          case WEEK -> usualWeek + weekOffset;
        };
  }

  private Season chosen() {
    double plain = errors[0].mean();
    double day = errors[1].mean();
    double week = errors[2].mean();
    boolean daily = day < BETTER * plain;
    boolean weekly = week < BETTER * Math.min(daily ? day : plain, plain);
    return weekly ? Season.WEEK : daily ? Season.DAY : Season.NONE;
  }

  Season season() {
    return season;
  }

  /** The expectation without what the last values deviated. */
  double base() {
    return base;
  }

  /** The expectation of the very next value. */
  double expected() {
    return base + carried;
  }

  /** Distance from what is usual within twenty minutes of this time of day. */
  double lagDistance(int minute, double value) {
    return minute >= 0 && profile.knowsDay(minute)
        ? Math.abs(profile.lagDistance(minute, value - dayOffset))
        : 0;
  }

  /** What the last values deviated is carried on also while training rests. */
  void carry(double deviation) {
    carried += (deviation - carried) * CARRIED;
  }

  void learn(double value, int minute, Level level, double deviationScale, int age) {
    double floor = level.resolution();
    double plain = value - level.slow();
    double day = value - (usualDay + dayOffset);
    double week = value - (usualWeek + weekOffset);
    double cap = age < Level.YOUNG ? Double.MAX_VALUE : CAP * errors[0].atLeast(floor);
    errors[0].learn(Math.min(cap, Math.abs(plain)), floor, age);
    if (minute < 0) {
      return;
    }
    errors[1].learn(Math.min(cap, Math.abs(day)), floor, age);
    errors[2].learn(Math.min(cap, Math.abs(week)), floor, age);
    double share = Math.max(1.0 / (age + 1), 1 / OFFSET);
    dayOffset += Math.clamp(day, -cap, cap) * share;
    weekOffset += Math.clamp(week, -cap, cap) * share;
    double limit = age < Level.YOUNG ? Double.MAX_VALUE : 5 * Math.max(deviationScale, floor);
    profile.learn(minute, value, usualDay, usualWeek, limit);
  }
}
