// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

import dev.ballast.control.rollout.judge.History;
import dev.ballast.control.rollout.simulation.Cell.Onset;
import dev.ballast.stats.sequential.ArmCounts;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The traffic of one simulated rollout, in intervals of ten seconds: what each arm would see in
 * each interval at each weight. Every judge meets the same traffic, and the same seed gives it
 * again.
 *
 * <p>Good and bad requests are independent Poisson counts, which is the same as Poisson traffic of
 * which each request fails on its own. A cluster hits one arm; its requests follow one another at
 * the arm's pace for at most an interval, so that it may reach into the next.
 */
public final class Traffic {

  public static final double SECONDS = 10;

  private static final int HISTORY = 4 * 360;
  private static final int BLIP_LENGTH = 24;
  private static final double DAY = 8640;
  private static final int PER_MINUTE = 6;

  private final Cell cell;
  private final double[] weights;
  private final int length;
  private final long seed;
  private final double phase;
  private final double week;
  private final int blipStart;
  private final int onset;
  private final double[] sharedRate;
  private final ArmCounts[][] seen;
  private final ArmCounts[][] minutes;
  private final long[][] carried;

  /**
   * Traffic for a rollout.
   *
   * @param weights of the stages, as shares
   * @param length how many intervals there are at most
   */
  public Traffic(Cell cell, double[] weights, int length, long seed) {
    this.cell = cell;
    this.weights = weights.clone();
    this.length = length;
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(mix(seed, -1, 0));
    phase = random.nextDouble() * DAY;
    week = 1 + 0.1 * random.nextGaussian();
    blipStart = HISTORY + 6 + random.nextInt(30);
    onset = cell.onset() == Onset.LATER ? 12 + random.nextInt(36) : 0;
    sharedRate = sharedRate(random);
    seen = new ArmCounts[weights.length][length];
    minutes = new ArmCounts[weights.length][length / PER_MINUTE + 1];
    carried = new long[weights.length * 2][length + 1];
  }

  private double[] sharedRate(SplittableRandom random) {
    double[] rate = new double[HISTORY + length];
    double deviation = cell.model().drift();
    if (deviation == 0 && cell.model().blip() == 0) {
      Arrays.fill(rate, 1);
      return rate;
    }
    double keep = Math.pow(0.9, 1.0 / PER_MINUTE);
    double state = deviation * random.nextGaussian();
    for (int i = 0; i < rate.length; i++) {
      state = keep * state + Math.sqrt(1 - keep * keep) * deviation * random.nextGaussian();
      boolean blip = cell.model().blip() > 0 && i >= blipStart && i < blipStart + BLIP_LENGTH;
      rate[i] = blip ? cell.model().blip() / cell.base() : Math.exp(state);
    }
    return rate;
  }

  public int length() {
    return length;
  }

  /** Whether a canary of this stage's weight is bad in an interval. */
  public boolean bad(int interval, int stage) {
    return !cell.healthy()
        && interval >= onset
        && (cell.onset() != Onset.UNDER_LOAD || weights[stage] > 0.25);
  }

  /** Four hours of the current version alone. */
  public History history() {
    SplittableRandom random = new SplittableRandom(mix(seed, -2, 0));
    long[] totals = new long[HISTORY];
    long[] bad = new long[HISTORY];
    long carry = 0;
    for (int i = 0; i < HISTORY; i++) {
      double requests = requests(i);
      double rate = Math.min(1, cell.base() * sharedRate[i]);
      long[] events = events(random, requests, requests * rate);
      bad[i] = events[0] + carry;
      carry = events[1];
      totals[i] = bad[i] + Math.round(requests * (1 - rate));
    }
    return History.of(totals, bad);
  }

  /** What the arms see in an interval when a stage's weight is set. */
  public ArmCounts at(int interval, int stage) {
    ArmCounts counts = seen[stage][interval];
    if (counts == null) {
      counts = draw(interval, stage);
      seen[stage][interval] = counts;
    }
    return counts;
  }

  /** The intervals from one on and before another, together; whole minutes are remembered. */
  public ArmCounts sum(int from, int to, int stage) {
    boolean minute = to - from == PER_MINUTE && from % PER_MINUTE == 0;
    ArmCounts known = minute ? minutes[stage][from / PER_MINUTE] : null;
    if (known != null) {
      return known;
    }
    ArmCounts sum = at(from, stage);
    for (int i = from + 1; i < to; i++) {
      sum = sum.plus(at(i, stage));
    }
    if (minute) {
      minutes[stage][from / PER_MINUTE] = sum;
    }
    return sum;
  }

  private ArmCounts draw(int interval, int stage) {
    SplittableRandom random = new SplittableRandom(mix(seed, interval, stage));
    double shared = sharedRate[HISTORY + interval];
    double base = Math.min(1, cell.base() * shared);
    double canary =
        bad(interval, stage) ? Math.min(1, Math.max(base, cell.canary() * shared)) : base;
    double requests = requests(HISTORY + interval);
    double share = weights[stage];
    long[] baselineArm = arm(random, 2 * stage, interval, requests * (1 - share), base);
    long[] canaryArm = arm(random, 2 * stage + 1, interval, requests * share, canary);
    return new ArmCounts(baselineArm[0], baselineArm[1], canaryArm[0], canaryArm[1]);
  }

  private long[] arm(SplittableRandom random, int arm, int interval, double requests, double rate) {
    long[] events = events(random, requests, requests * rate);
    long bad = events[0] + carried[arm][interval];
    carried[arm][interval + 1] = events[1];
    return new long[] {bad + Draws.poisson(random, requests * (1 - rate)), bad};
  }

  /** Bad requests of this interval, and those that clusters leave to the next. */
  private long[] events(SplittableRandom random, double requests, double mean) {
    double burst = cell.model().burst();
    if (burst <= 1) {
      return new long[] {Draws.poisson(random, mean), 0};
    }
    long now = 0;
    long later = 0;
    long clusters = Draws.poisson(random, mean / burst);
    for (long i = 0; i < clusters; i++) {
      long size = Draws.geometric(random, burst);
      double lasts = Math.min(1, size / requests);
      double after = Math.max(0, random.nextDouble() + lasts - 1);
      long rest = Math.min(size - 1, Math.round(size * after / lasts));
      now += size - rest;
      later += rest;
    }
    return new long[] {now, later};
  }

  private double requests(int interval) {
    return cell.rps()
        * SECONDS
        * week
        * (1 + 0.3 * Math.sin(2 * Math.PI * (phase + interval) / DAY));
  }

  /** Whether the counts of an interval arrive with those of the next. */
  public boolean late(int interval) {
    return cell.model().missing() > 0
        && new SplittableRandom(mix(seed, interval, -3)).nextDouble() < cell.model().missing();
  }

  /** SplitMix64's finalizer over the three numbers. */
  static long mix(long seed, long a, long b) {
    long z = seed + 0x9E3779B97F4A7C15L * (a * 31 + b + 17);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
