// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.stats.detect.stream.EffectFloor;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SeriesWatchTest {

  private static final long START = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
  private static final long MINUTES = 60_000;
  private static final double[] EXAMPLE = {45, 48, 46, 47, 45, 75, 76, 74, 45, 46};

  @Test
  void findsExactlyTheThreeHighPointsOfTheClassicExample() {
    assertThat(alerts(EXAMPLE)).containsExactly(5, 6, 7);
  }

  @Test
  void findsThemInNinetyNineOfAHundredJitteredVariants() {
    Random random = new Random(50);
    int exact = 0;
    for (int variant = 0; variant < 1_000; variant++) {
      boolean whole = variant % 2 == 0;
      double[] jittered =
          Arrays.stream(EXAMPLE)
              .map(v -> v + (whole ? random.nextInt(3) - 1 : 2 * random.nextDouble() - 1))
              .toArray();
      exact += alerts(jittered).equals(List.of(5, 6, 7)) ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(990);
  }

  /** Ordinary points are somewhat strange, too; they must not keep what is over open for weeks. */
  @Test
  void aSecondAnomalyAWeekAfterTheFirstIsOneOfItsOwn() {
    Random random = new Random(57);
    double[] hours = new double[60 * 24];
    Arrays.setAll(
        hours, t -> 100 + 50 * Math.sin(2 * Math.PI * t / 24) + 2 * random.nextGaussian());
    for (int t = 1_000; t < 1_005; t++) {
      hours[t] += 80;
    }
    for (int t = 1_200; t < 1_205; t++) {
      hours[t] += 80;
    }
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT);
    List<Finding> findings = new ArrayList<>();
    for (int t = 0; t < hours.length; t++) {
      findings.addAll(watch.judge(START + t * 60L * MINUTES, hours[t], false).findings());
    }
    // The dial allows a false alert now and then.
    assertThat(
            findings.stream()
                .filter(Finding.Opened.class::isInstance)
                .map(opened -> ((Finding.Opened) opened).why().sinceMillis())
                .map(since -> (since - START) / (60 * MINUTES))
                .filter(hour -> hour >= 990))
        .containsExactly(1_000L, 1_200L);
    assertThat(watch.open()).isFalse();
  }

  @Test
  void tellsWhenAnAnomalyBeginsAndEndsAndWhy() {
    double[] values = noise(1_000, 51);
    for (int i = 600; i < 640; i++) {
      values[i] += 30;
    }
    List<Finding> findings = findings(values, DetectionPolicy.DEFAULT);
    Finding.Opened opened =
        findings.stream()
            .filter(Finding.Opened.class::isInstance)
            .map(Finding.Opened.class::cast)
            .findFirst()
            .orElseThrow();
    Explanation why = opened.why();
    assertThat(why.epochMillis()).isEqualTo(START + 600 * 5 * MINUTES);
    assertThat(why.sinceMillis()).isEqualTo(why.epochMillis());
    assertThat(why.expected()).isCloseTo(100, within(3.0));
    assertThat(why.value()).isBetween(why.high(), 140.0);
    assertThat(why.reasons().get(0)).matches(".+, expected (less than )?once in .+ points");
    assertThat(why.clears()).startsWith("10 ordinary points in a row, about ");
    assertThat(findings.getLast()).isInstanceOf(Finding.Cleared.class);
  }

  @Test
  void aPeriodNeverHoldsMoreAlertsThanTheDialAllows() {
    double[] values = noise(6_000, 52);
    Random random = new Random(53);
    for (int i = 300; i < 6_000; i += 90) {
      values[i] += 40 + random.nextInt(400);
    }
    Duration week = Duration.ofDays(7);
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT.withDial(new Dial(3, week)));
    List<Long> alerts = new ArrayList<>();
    boolean withheld = false;
    for (int i = 0; i < values.length; i++) {
      long at = START + i * 5L * MINUTES;
      Judgement judgement = watch.judge(at, values[i], false);
      withheld |= judgement.withheld();
      if (judgement.alert()) {
        alerts.add(at);
        assertThat(alerts.stream().filter(t -> at - t < week.toMillis()).count())
            .isLessThanOrEqualTo(3);
      }
    }
    assertThat(alerts).hasSizeGreaterThan(3);
    assertThat(withheld).isTrue();
  }

  @Test
  void theDialAsksMoreOfASeriesThatIsSampledOften() {
    double every5Minutes = Dial.DEFAULT.threshold(5 * MINUTES);
    double everySecond = Dial.DEFAULT.threshold(1_000);
    assertThat(every5Minutes).isCloseTo(9, within(0.5));
    assertThat(everySecond).isBetween(25.0, 35.0);
    assertThat(Dial.DEFAULT.among(200).threshold(1_000)).isGreaterThan(everySecond + 5);
  }

  @Test
  void whatIsAppendedNeverChangesWhatWasSaid() {
    double[] values = noise(900, 54);
    values[40] = 300;
    values[500] = 300;
    values[700] = Double.NaN;
    List<Judgement> all = judgements(values);
    for (int length : new int[] {1, 10, 45, 55, 300, 510, 899}) {
      assertThat(judgements(Arrays.copyOf(values, length))).isEqualTo(all.subList(0, length));
    }
  }

  @Test
  void theRateOfACounterIsJudgedAndAResetIsNoAnomaly() {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT.withKind(SeriesKind.COUNTER));
    Random random = new Random(55);
    double total = 0;
    for (int i = 0; i < 1_000; i++) {
      double rate = i == 900 ? 100 : 20 + random.nextGaussian();
      total = i == 600 ? 10 * rate : total + 10 * rate;
      Judgement judgement = watch.judge(START + i * 10_000L, total, false);
      if (i == 0) {
        assertThat(judgement.judged()).isNaN();
      } else {
        assertThat(judgement.judged()).isCloseTo(rate, within(1e-6));
      }
      if (i == 600) {
        assertThat(judgement.score()).isLessThan(20);
      }
      if (i == 900) {
        assertThat(judgement.score()).isGreaterThan(20);
      }
    }
  }

  @Test
  void samplesThatStayAwayAreToldOf() {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT);
    for (int i = 0; i < 60; i++) {
      watch.judge(START + i * MINUTES, 5, false);
    }
    long last = START + 59 * MINUTES;
    assertThat(watch.overdue(last + 2 * MINUTES)).isEmpty();
    assertThat(watch.overdue(last + 4 * MINUTES)).contains(new Finding.Silent(last));
  }

  @Test
  void aGapRepeatedAndLateTimesAreNoAnomalies() {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT);
    double[] values = noise(800, 56);
    for (int i = 0; i < values.length; i++) {
      long at = START + (i + (i > 400 ? 500 : 0) - (i % 100 == 99 ? 3 : 0)) * MINUTES;
      assertThat(watch.judge(at, values[i], false).alert()).as("row %s", i).isFalse();
    }
  }

  @Test
  void theWallClockFollowsTheChangeOfClocks() {
    WallClock clock = new WallClock(ZoneId.of("Europe/Berlin"));
    int before = clock.minuteOfWeek(Instant.parse("2026-03-27T08:00:00Z").toEpochMilli());
    int after = clock.minuteOfWeek(Instant.parse("2026-04-03T07:00:00Z").toEpochMilli());
    assertThat(before).isEqualTo(4 * 1_440 + 9 * 60);
    assertThat(after).isEqualTo(before);
    assertThat(clock.minuteOfWeek(Instant.parse("2026-03-02T00:00:00Z").toEpochMilli()))
        .isEqualTo(60);
  }

  @Test
  void effectsBelowTheFloorAreNotToldOf() {
    double[] values = new double[600];
    Arrays.fill(values, 100);
    values[500] = 104;
    assertThat(findings(values, DetectionPolicy.DEFAULT)).isEmpty();
    assertThat(findings(values, DetectionPolicy.DEFAULT.withFloor(new EffectFloor(3, 0))))
        .isNotEmpty();
  }

  @Test
  void stateStaysUnderFourKilobytes() throws IllegalAccessException {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT);
    double[] values = noise(500, 57);
    for (int i = 0; i < values.length; i++) {
      watch.judge(START + i * 5L * MINUTES, values[i], false);
    }
    assertThat(bytes(watch, Collections.newSetFromMap(new IdentityHashMap<>())))
        .isLessThanOrEqualTo(4_096);
  }

  /** Fields, array elements and 8 bytes for each header; what series share does not count. */
  private static long bytes(Object object, Set<Object> seen) throws IllegalAccessException {
    Class<?> type = object.getClass();
    if (object instanceof DetectionPolicy
        || object instanceof EffectFloor
        || object instanceof Dial
        || object instanceof Enum
        || type.getName().startsWith("java.")
        || !seen.add(object)) {
      return 0;
    }
    long sum = type.isArray() ? 12 : 8;
    for (int i = 0; type.isArray() && i < Array.getLength(object); i++) {
      sum += size(type.getComponentType());
      sum += type.getComponentType().isPrimitive() ? 0 : bytes(Array.get(object, i), seen);
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        sum += size(field.getType());
        field.setAccessible(true);
        Object value = field.getType().isPrimitive() ? null : field.get(object);
        sum += value == null ? 0 : bytes(value, seen);
      }
    }
    return sum;
  }

  private static long size(Class<?> type) {
    if (type == double.class || type == long.class) {
      return 8;
    }
    return type == short.class ? 2 : type == byte.class || type == boolean.class ? 1 : 4;
  }

  private static double[] noise(int points, long seed) {
    Random random = new Random(seed);
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = 100 + random.nextGaussian();
    }
    return values;
  }

  private static List<Judgement> judgements(double[] values) {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT.withFromFirst(true));
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      judgements.add(watch.judge(START + i * 5L * MINUTES, values[i], false));
    }
    return judgements;
  }

  private static List<Integer> alerts(double[] values) {
    SeriesWatch watch = new SeriesWatch(DetectionPolicy.DEFAULT.withFromFirst(true));
    List<Integer> alerts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (watch.judge(SeriesWatch.NO_TIME, values[i], false).alert()) {
        alerts.add(i);
      }
    }
    return alerts;
  }

  private static List<Finding> findings(double[] values, DetectionPolicy policy) {
    SeriesWatch watch = new SeriesWatch(policy);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      findings.addAll(watch.judge(START + i * 5L * MINUTES, values[i], false).findings());
    }
    return findings;
  }
}
