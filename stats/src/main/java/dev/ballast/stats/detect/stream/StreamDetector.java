// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds anomalies in one series as they start, point by point, in constant time and under 4 KB.
 *
 * <p>A predictor says what to expect ({@link Predictor}); eighteen channels say in which ways a
 * value is strange, each as the -log10 of the probability that this very series shows such a
 * strangeness ({@link Evidence}); their sum, each capped at {@link #CAP}, is the severity; {@link
 * Incidents} turns it into a score for onsets and worsenings only. A score depends on earlier
 * points alone, so appending never changes one. No clock, no randomness: equal inputs give equal
 * scores. Not safe for use by several threads at once.
 */
public final class StreamDetector {

  /** Scores at or above it are worth an alert in production; see docs/decisions. */
  public static final double THRESHOLD = 9;

  /** Points before a score can be above 0: until then everything is new. */
  public static final int LEARNING = 50;

  /** Points that are learnt in any case: without them nothing can be judged. */
  private static final int LEAST = 12;

  private static final double CAP = 3.5;
  private static final double BAND = 0.99;
  private static final int REASONS = 3;

  private final Level level = new Level();
  private final Predictor predictor = new Predictor();
  private final Evidence evidence = new Evidence();
  private final Incidents incidents = new Incidents();
  private final EffectFloor floor;
  private int age;
  private double severity;
  private float departure;
  private double expected = Double.NaN;

  /** Without a floor of effect. */
  public StreamDetector() {
    this(EffectFloor.NONE);
  }

  public StreamDetector(EffectFloor floor) {
    this.floor = floor;
  }

  /**
   * Takes the next value and answers its score.
   *
   * @param value one that is not finite is a gap: it scores 0 and nothing is learnt
   * @param minuteOfWeek in local wall time, from Monday 00:00; negative when there is no time
   * @param paused true during known changes and incidents: the value is judged but not learnt
   */
  public double add(double value, int minuteOfWeek, boolean paused) {
    if (!Double.isFinite(value)) {
      gap();
      return 0;
    }
    if (minuteOfWeek >= WallProfile.MINUTES_OF_WEEK) {
      throw new IllegalArgumentException(
          "minuteOfWeek: " + minuteOfWeek + " (expected: below 10080)");
    }
    double bounded = Math.clamp(value, -1e30, 1e30);
    if (age == 0) {
      level.start(bounded);
    }
    predictor.expect(minuteOfWeek, level, age);
    expected = predictor.expected();
    double before = evidence.previous();
    evidence.judge(bounded, minuteOfWeek, level, predictor, age);
    severity = matters(bounded) ? strangeness() : 0;
    departure =
        (float) Math.min(Math.abs(bounded - predictor.base()), Math.abs(bounded - level.median()));
    boolean learning = !paused || age < LEAST;
    double score = age < LEARNING ? 0 : incidents.score(severity, learning);
    double deviation = bounded - predictor.base();
    if (learning) {
      evidence.learn(bounded, level, predictor, Double.isNaN(before) ? 0 : bounded - before, age);
      predictor.learn(bounded, minuteOfWeek, level, evidence.deviationScale(), age);
      level.learn(bounded, age);
      age = Math.min(age + 1, Integer.MAX_VALUE - 1);
    }
    predictor.carry(deviation);
    return score;
  }

  /** Values are missing here: what comes next is not compared with what came before. */
  public void gap() {
    evidence.gap();
    severity = 0;
  }

  /** By the farthest of the value's distances from forecast, season and median. */
  private boolean matters(double value) {
    double effect =
        Math.max(
            Math.max(Math.abs(value - expected), Math.abs(value - predictor.base())),
            Math.abs(value - level.median()));
    return effect >= floor.at(level.median());
  }

  private double strangeness() {
    double sum = 0;
    for (int c = 0; c < Channel.COUNT; c++) {
      sum += Math.min(evidence.rarity(c), CAP);
    }
    return sum;
  }

  /** Strangeness of the last value, before incidents are grouped. */
  public double severity() {
    return severity;
  }

  /**
   * Whether the last value matters where it is, not only by how it came there: it is away from
   * season and median by the floor. The way back from an excursion is no such departure.
   */
  public boolean departs() {
    return departure >= floor.at(level.median());
  }

  /** What the last value was expected to be; NaN before the first. */
  public double expected() {
    return expected;
  }

  /** Distance from the expectation to the upper or lower end of the usual band. */
  public double band(boolean upper) {
    return evidence.band(upper, BAND, level.resolution());
  }

  /** Points learnt from. */
  public int age() {
    return age;
  }

  /** What the last value was judged by. Costs more than a point: meant for alerts and charts. */
  public Reading reading() {
    return new Reading(
        expected,
        expected - band(false),
        expected + band(true),
        level.slow(),
        evidence.recentDeviation(),
        severity,
        incidents.alike(severity),
        predictor.season().name(),
        reasons());
  }

  /** The channels that said most, strongest first. */
  private List<Reason> reasons() {
    return Arrays.stream(Channel.values())
        .map(channel -> new Reason(channel, evidence.rarity(channel.index())))
        .filter(reason -> reason.rarity() > 1)
        .sorted(Comparator.comparingDouble(Reason::rarity).reversed())
        .limit(REASONS)
        .toList();
  }

  /** A channel and its -log10 probability. */
  public record Reason(Channel channel, double rarity) {}

  /**
   * How the last value was seen. All but severity in the unit of the series.
   *
   * @param expected before the value was known
   * @param low lower end of the band that holds 98 % of the values
   * @param high upper end
   * @param level slow mean
   * @param recentDeviation mean distance of the last eight points from the expectation
   * @param severity sum of the evidence, before incidents are grouped
   * @param alike earlier incidents about as severe
   * @param season NONE, DAY or WEEK: what the expectation rests on
   * @param reasons at most three, strongest first
   */
  public record Reading(
      double expected,
      double low,
      double high,
      double level,
      double recentDeviation,
      double severity,
      int alike,
      String season,
      List<Reason> reasons) {}
}
