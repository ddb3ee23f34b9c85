// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stats.detect.stream.StreamDetector.Reading;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StreamDetectorTest {

  private static final int DAY = 288;

  /** Noise reaches it about twice in 10,000 points. */
  private static final double STRONG = 22;

  @Test
  void findsASpikeInNoise() {
    double[] values = noise(2_000, 1);
    values[1_500] = 30;
    double[] scores = scores(values);
    assertThat(best(scores)).isEqualTo(1_500);
    assertThat(scores[1_500]).isGreaterThan(StreamDetector.THRESHOLD);
  }

  @Test
  void findsALevelShiftWithinAFewPoints() {
    double[] values = noise(3_000, 2);
    for (int i = 2_000; i < 3_000; i++) {
      values[i] += 5;
    }
    double[] scores = scores(values);
    assertThat(first(scores, 500)).isBetween(2_000, 2_010);
    assertThat(Arrays.stream(scores, 2_000, 3_000).filter(s -> s >= STRONG))
        .as("the incident is told once, and once more if it gets worse")
        .hasSizeLessThan(6);
  }

  @Test
  void findsTheDayWhoseWaveStandsStill() {
    double[] values = waves(14, 3);
    for (int i = 11 * DAY + 100; i < 11 * DAY + 220; i++) {
      values[i] = 100 + 0.1 * (i % 7);
    }
    double[] scores = scores(values);
    Arrays.fill(scores, 0, 5 * DAY, 0);
    assertThat(best(scores)).isBetween(11 * DAY + 100, 11 * DAY + 200);
  }

  @Test
  void learnsTheShapeOfTheDay() {
    StreamDetector detector = new StreamDetector();
    double[] values = waves(8, 4);
    for (int i = 0; i < values.length; i++) {
      detector.add(values[i], i * 5 % WallProfile.MINUTES_OF_WEEK, false);
    }
    assertThat(detector.reading().season()).isNotEqualTo("NONE");
  }

  @Test
  void aHabitScoresLessEachTime() {
    double[] values = noise(6_000, 5);
    for (int i = 1_000; i < 6_000; i += 400) {
      values[i] = 40;
    }
    double[] scores = scores(values);
    assertThat(scores[1_000]).isGreaterThan(StreamDetector.THRESHOLD);
    assertThat(scores[5_800]).isLessThan(scores[1_000] - 8);
  }

  @Test
  void aWorseAnomalyIsNotHiddenByTheOneBefore() {
    double[] values = noise(2_000, 6);
    values[1_500] = 12;
    values[1_520] = 200;
    double[] scores = scores(values);
    assertThat(scores[1_520]).isGreaterThan(StreamDetector.THRESHOLD);
  }

  @Test
  void scoresOfABeginningAreTheBeginningOfTheScores() {
    double[] values = waves(6, 7);
    values[900] = Double.NaN;
    double[] all = scores(values);
    for (int length : new int[] {1, 49, 50, 51, 400, 1_000, 1_500}) {
      assertThat(scores(Arrays.copyOf(values, length))).isEqualTo(Arrays.copyOf(all, length));
    }
  }

  @Test
  void whatHappensWhileTrainingRestsIsNotLearnt() {
    double[] values = noise(2_000, 8);
    StreamDetector paused = new StreamDetector();
    StreamDetector learning = new StreamDetector();
    for (int i = 0; i < 1_000; i++) {
      paused.add(values[i], -1, false);
      learning.add(values[i], -1, false);
    }
    for (int i = 0; i < 300; i++) {
      paused.add(50, -1, true);
      learning.add(50, -1, false);
    }
    assertThat(paused.age()).isEqualTo(1_000);
    assertThat(paused.reading().level()).isBetween(9.0, 11.0);
    assertThat(learning.reading().level()).isGreaterThan(paused.reading().level() + 0.5);
  }

  @Test
  void stateStaysUnderFourKilobytes() {
    StreamDetector detector = new StreamDetector();
    double[] values = waves(10, 9);
    for (int i = 0; i < values.length; i++) {
      detector.add(values[i], i * 5 % WallProfile.MINUTES_OF_WEEK, false);
    }
    assertThat(bytes(detector, Collections.newSetFromMap(new IdentityHashMap<>())))
        .isLessThanOrEqualTo(4_096);
  }

  /** Forty series of four kinds; the rates belong to the dial's table. */
  @Test
  void noiseOfAnyShapeAlertsAtTheRateThatTheDialAssumes() {
    for (int kind = 0; kind < 4; kind++) {
      int alerts = 0;
      for (int seed = 0; seed < 10; seed++) {
        Random random = new Random(100 * kind + seed);
        StreamDetector detector = new StreamDetector();
        for (int i = 0; i < 4_000; i++) {
          double value =
              switch (kind) {
                case 0 -> 10 + random.nextGaussian();
                case 1 -> Math.exp(random.nextGaussian() / 2);
                case 2 -> -Math.log(1 - random.nextDouble());
                default -> Math.rint(5 + 2 * random.nextGaussian());
              };
          alerts += detector.add(value, -1, false) >= STRONG ? 1 : 0;
        }
      }
      assertThat(alerts).as("kind %s", kind).isLessThan(20);
    }
  }

  @Test
  void anyInputHasAScore() {
    double[][] odd = {
      {},
      {1},
      {1, 2},
      new double[500],
      {Double.NaN, Double.NaN},
      {Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 1e-300},
    };
    for (double[] values : odd) {
      assertThat(Arrays.stream(scores(values)).allMatch(s -> s >= 0 && s < 100)).isTrue();
    }
    Random random = new Random(10);
    double[] wild = new double[3_000];
    for (int i = 0; i < wild.length; i++) {
      wild[i] = Double.longBitsToDouble(random.nextLong());
    }
    assertThat(Arrays.stream(scores(wild)).allMatch(s -> s >= 0 && s < 100)).isTrue();
  }

  @Test
  void aConstantSeriesIsCalmUntilItIsNot() {
    double[] values = new double[1_000];
    Arrays.fill(values, 45);
    assertThat(Arrays.stream(scores(values)).max().orElseThrow()).isLessThan(2);
    values[800] = 90;
    assertThat(best(scores(values))).isEqualTo(800);
  }

  @Test
  void whatIsTooSmallToMatterScoresNothing() {
    double[] values = new double[1_000];
    Arrays.fill(values, 100);
    values[800] = 101;
    StreamDetector strict = new StreamDetector();
    StreamDetector lenient = new StreamDetector(new EffectFloor(0, 0.05));
    double most = 0;
    for (double value : values) {
      most = Math.max(most, strict.add(value, -1, false));
      assertThat(lenient.add(value, -1, false)).isZero();
    }
    assertThat(most).isPositive();
  }

  @Test
  void saysWhatWasExpectedAndWhy() {
    double[] values = noise(1_500, 11);
    StreamDetector detector = new StreamDetector();
    for (double value : values) {
      detector.add(value, -1, false);
    }
    detector.add(40, -1, false);
    Reading reading = detector.reading();
    assertThat(reading.expected()).isBetween(9.0, 11.0);
    assertThat(reading.low()).isBetween(5.0, 9.0);
    assertThat(reading.high()).isBetween(11.0, 15.0);
    assertThat(reading.reasons()).hasSize(3);
    assertThat(reading.reasons().get(0).rarity()).isGreaterThan(2);
    assertThat(reading.alike()).isLessThanOrEqualTo(1);
  }

  static double[] noise(int points, long seed) {
    Random random = new Random(seed);
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = 10 + random.nextGaussian();
    }
    return values;
  }

  private static double[] waves(int days, long seed) {
    Random random = new Random(seed);
    double[] values = new double[days * DAY];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 + 40 * Math.sin(2 * Math.PI * i / DAY) + 2 * random.nextGaussian();
    }
    return values;
  }

  private static double[] scores(double[] values) {
    StreamDetector detector = new StreamDetector();
    double[] scores = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scores[i] = detector.add(values[i], i * 5 % WallProfile.MINUTES_OF_WEEK, false);
    }
    return scores;
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  private static int first(double[] scores, int from) {
    for (int i = from; i < scores.length; i++) {
      if (scores[i] >= STRONG) {
        return i;
      }
    }
    return -1;
  }

  /** Everything reachable but shared constants: fields, array elements, 8 bytes for each header. */
  private static long bytes(Object object, Set<Object> seen) {
    if (object instanceof Enum || !seen.add(object)) {
      return 0;
    }
    Class<?> type = object.getClass();
    if (type.isArray()) {
      long sum = 12 + (long) Array.getLength(object) * size(type.getComponentType());
      for (int i = 0; !type.getComponentType().isPrimitive() && i < Array.getLength(object); i++) {
        sum += bytes(Array.get(object, i), seen);
      }
      return sum;
    }
    long sum = 8;
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        sum += size(field.getType()) + referred(field, object, seen);
      }
    }
    return sum;
  }

  private static long referred(Field field, Object owner, Set<Object> seen) {
    if (field.getType().isPrimitive()) {
      return 0;
    }
    try {
      field.setAccessible(true);
      Object value = field.get(owner);
      return value == null ? 0 : bytes(value, seen);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static long size(Class<?> type) {
    return type == double.class || type == long.class
        ? 8
        : type == short.class || type == char.class
            ? 2
            : type == byte.class || type == boolean.class ? 1 : 4;
  }
}
