// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Shapes of load that services see, as requests a second for each tick since a Monday's midnight.
 * All have the noise of real counters; what a forecast cannot know is among them on purpose.
 */
public enum Traffic {
  /** Day and night, less at weekends: what every service has. */
  DAY("day and week, smooth"),
  /** Everybody begins at nine on working days, give or take two minutes. */
  OPENING("doors open at nine"),
  /** Jobs, reports and pushed messages on every full hour. */
  HOURLY("jobs on the hour"),
  /** As {@link #DAY}, and 3 % more each day. */
  GROWTH("day, growing 3 % a day"),
  /** As {@link #DAY}, with swings of 15 % for minutes. */
  NOISY("day, swinging 15 %"),
  /** As {@link #DAY}, with three bursts a day that nobody can foresee. */
  BURSTS("bursts from nowhere");

  private static final int TICKS_AN_HOUR = 240;
  private static final int TICKS_A_DAY = 24 * TICKS_AN_HOUR;
  private static final int SATURDAY = 5;

  private final String text;

  Traffic(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** So many days of it. */
  public double[] load(int days, RandomGenerator random) {
    int ticks = days * TICKS_A_DAY;
    double[] load = new double[ticks];
    switch (this) {
      case DAY, NOISY -> Arrays.setAll(load, Traffic::day);
      case GROWTH -> Arrays.setAll(load, t -> day(t) * Math.pow(1.03, t / (double) TICKS_A_DAY));
      case OPENING -> opening(load, random);
      case HOURLY -> hourly(load, random);
      case BURSTS -> bursts(load, random);
    }
    double[] swings = swings(ticks, this == NOISY ? 0.15 : 0.03, this == NOISY ? 20 : 4, random);
    Arrays.setAll(load, t -> Math.max(0, counted(load[t] * (1 + swings[t]), random)));
    return load;
  }

  private static double day(int t) {
    double hour = t % TICKS_A_DAY / (double) TICKS_AN_HOUR;
    double wave = 0.5 - 0.5 * Math.cos(2 * Math.PI * (hour - 4) / 24);
    return 400 + 1600 * wave * (weekend(t / TICKS_A_DAY) ? 0.6 : 1);
  }

  private static boolean weekend(int day) {
    return day % 7 >= SATURDAY;
  }

  private static void opening(double[] load, RandomGenerator random) {
    for (int day = 0; day < load.length / TICKS_A_DAY; day++) {
      double late = random.nextGaussian() * TICKS_AN_HOUR / 30.0;
      double open = 9 * TICKS_AN_HOUR + Math.clamp(late, -24, 24);
      double close = 17.5 * TICKS_AN_HOUR;
      for (int t = 0; t < TICKS_A_DAY; t++) {
        double come = ramp(t, open, 3 * Setting.TICKS_A_MINUTE);
        double go = ramp(t, close, 30 * Setting.TICKS_A_MINUTE);
        load[day * TICKS_A_DAY + t] = 300 + (weekend(day) ? 0 : 2100 * (come - go));
      }
    }
  }

  private static void hourly(double[] load, RandomGenerator random) {
    Arrays.setAll(load, t -> 0.5 * day(t));
    for (int hour = 0; hour < load.length / TICKS_AN_HOUR; hour++) {
      double size = 1200 * (1 + 0.15 * random.nextGaussian());
      burst(load, hour * TICKS_AN_HOUR + random.nextInt(3), size, 8 * Setting.TICKS_A_MINUTE);
    }
  }

  private static void bursts(double[] load, RandomGenerator random) {
    Arrays.setAll(load, Traffic::day);
    for (int i = 0; i < 3 * load.length / TICKS_A_DAY; i++) {
      double size = 600 + 1200 * random.nextDouble();
      burst(load, random.nextInt(load.length), size, 20 * Setting.TICKS_A_MINUTE);
    }
  }

  /** Up in a minute, as long as said, down in two. */
  private static void burst(double[] load, int from, double size, int ticks) {
    int up = Setting.TICKS_A_MINUTE;
    int down = 2 * Setting.TICKS_A_MINUTE;
    for (int t = from; t < Math.min(load.length, from + ticks + down); t++) {
      load[t] += size * (ramp(t, from, up) - ramp(t, from + ticks, down));
    }
  }

  private static double ramp(int t, double from, double length) {
    return Math.clamp((t - from) / length, 0, 1);
  }

  /** First-order autoregression with this deviation and memory in ticks. */
  private static double[] swings(int ticks, double deviation, int memory, RandomGenerator random) {
    double keep = Math.exp(-1.0 / memory);
    double step = deviation * Math.sqrt(1 - keep * keep);
    double[] swings = new double[ticks];
    double now = 0;
    for (int t = 0; t < ticks; t++) {
      now = keep * now + step * random.nextGaussian();
      swings[t] = now;
    }
    return swings;
  }

  /** What a counter sees of it in 15 s: requests arrive one by one. */
  private static double counted(double rate, RandomGenerator random) {
    double seconds = Setting.TICK.toSeconds();
    return rate + Math.sqrt(Math.max(0, rate) / seconds) * random.nextGaussian();
  }

  public static List<Traffic> all() {
    return List.of(values());
  }
}
