// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

import dev.ballast.stats.detect.sketch.TailBank;

/**
 * The evidence of each channel against a point: first a magnitude without unit, then how rare such
 * a magnitude has been in this very series, so that no distribution is assumed.
 */
final class Evidence {

  private static final double MEMORY = 1_500;
  private static final double MOST_DEVIATION = 8;
  private static final double TUNE = 1 / 48.0;
  private static final double STIR = 1 / 24.0;

  private final TailBank tails = new TailBank(Channel.COUNT);
  private final Scale innovations = new Scale(MEMORY);
  private final Scale deviations = new Scale(MEMORY);
  private final Scale differences = new Scale(MEMORY);
  private final Scale mistuned = new Scale(1_000);
  private final ShortMean[] means = {
    new ShortMean(8, 0.5), new ShortMean(32, 0.3), new ShortMean(128, 0.2)
  };
  private final Recent recent = new Recent();
  private final Rarity rarity = new Rarity();
  private double mistune;
  private double stir = 1;
  private double previous = Double.NaN;

  private final float[] magnitudes = new float[Channel.COUNT];
  private final float[] rarities = new float[Channel.COUNT];

  /** Judges a value; {@link #rarity} then answers for each channel. */
  void judge(double value, int minute, Level level, Predictor predictor, int age) {
    double floor = level.resolution();
    double deviation = value - predictor.base();
    double difference = Double.isNaN(previous) ? 0 : value - previous;
    both(Channel.SPIKE_UP, (value - predictor.expected()) / innovations.atLeast(floor));
    both(Channel.JUMP_UP, difference / differences.atLeast(floor));
    for (ShortMean mean : means) {
      mean.add(deviation, age);
    }
    both(Channel.SHORT_HIGH, means[0].strength(floor));
    both(Channel.LONG_HIGH, means[1].strength(floor));
    set(Channel.DRIFT, Math.abs(means[2].strength(floor)));
    double spreads = (value - level.median()) / level.spread();
    both(Channel.HIGH, spreads);
    set(Channel.RECORD, level.record(value));
    set(Channel.RECENT_RECORD, level.recentRecord(value));
    double size = Math.min(Math.abs(deviation) / deviations.atLeast(floor), MOST_DEVIATION);
    mistune += (size - mistune) * Math.max(1.0 / (age + 1), TUNE);
    set(Channel.OUT_OF_SEASON, mistune / mistuned.atLeast(0.05));
    set(Channel.WRONG_TIME, predictor.lagDistance(minute, value) / deviations.atLeast(floor));
    double step = Math.min(Math.abs(difference) / differences.atLeast(floor), MOST_DEVIATION);
    stir += (step - stir) * Math.max(1.0 / (age + 1), STIR);
    set(Channel.CALM, 0.1 / Math.max(stir, 1e-4));
    set(Channel.RARE, rarity.of(spreads));
    recent.add(value);
    set(Channel.ONE_SIDED, recent.oneSided(level.median()) / level.spread());
    for (int c = 0; c < rarities.length; c++) {
      rarities[c] = (float) tails.rarity(c, magnitudes[c]);
    }
    previous = value;
  }

  /** The value's sign decides which of two channels, this one or the next, gets its size. */
  private void both(Channel upwards, double signed) {
    magnitudes[upwards.index()] = (float) Math.max(0, signed);
    magnitudes[upwards.index() + 1] = (float) Math.max(0, -signed);
  }

  private void set(Channel channel, double magnitude) {
    magnitudes[channel.index()] = (float) magnitude;
  }

  /** Learns from the value just judged, before level and predictor do. */
  void learn(double value, Level level, Predictor predictor, double difference, int age) {
    double floor = level.resolution();
    for (int c = 0; c < magnitudes.length; c++) {
      tails.add(c, magnitudes[c]);
    }
    rarity.learn((value - level.median()) / level.spread());
    innovations.learn(Math.abs(value - predictor.expected()), floor, age);
    deviations.learn(Math.abs(value - predictor.base()), floor, age);
    differences.learn(Math.abs(difference), floor, age);
    mistuned.learn(mistune, 0.05, age);
    for (ShortMean mean : means) {
      mean.learn(floor, age);
    }
  }

  /** The value before, or NaN at the start and after a gap. */
  double previous() {
    return previous;
  }

  /** What the series did before says nothing about what comes after. */
  void gap() {
    previous = Double.NaN;
    recent.clear();
  }

  /** -log10 of the probability of what the channel saw. */
  double rarity(int channel) {
    return rarities[channel];
  }

  double deviationScale() {
    return deviations.mean();
  }

  /** Mean deviation of the last eight points. */
  double recentDeviation() {
    return means[0].mean();
  }

  /** Half width of the band that holds this share of the values on one side of the expectation. */
  double band(boolean upper, double share, double resolution) {
    Channel side = upper ? Channel.SPIKE_UP : Channel.SPIKE_DOWN;
    return Math.max(tails.quantile(side.index(), share), 1) * innovations.atLeast(resolution);
  }
}
