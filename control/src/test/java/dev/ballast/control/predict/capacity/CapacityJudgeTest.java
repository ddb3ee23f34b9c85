// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.capacity.CapacityJudge.Judged;
import dev.ballast.control.predict.capacity.Outlook.BreachedNow;
import dev.ballast.control.predict.capacity.Outlook.InsufficientData;
import dev.ballast.control.predict.capacity.Outlook.NotWithin;
import dev.ballast.control.predict.capacity.Outlook.Within;
import dev.ballast.model.Capacity;
import dev.ballast.model.Capacity.Limit;
import dev.ballast.model.Capacity.Measure;
import dev.ballast.model.Capacity.Peak;
import dev.ballast.model.Capacity.Response;
import dev.ballast.model.Capacity.Timing;
import dev.ballast.model.CapacityName;
import dev.ballast.model.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Each mistake of the naive "days until capacity" (docs/decisions/0073), and that it is not ours.
 */
class CapacityJudgeTest {

  private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Timing WEEK = Timing.forLeadTime(Duration.ofDays(7));

  private static Capacity capacity(Limit limit, Timing timing) {
    return new Capacity(
        new CapacityName("disk"),
        new ServiceName("database"),
        new Measure("disk_used", "", "percent", Peak.MAX),
        limit,
        timing,
        Response.DEFAULT.withAction("Enlarge the volume.", "enlarge --by 100G"));
  }

  private static Usage usage(int n, IntToDoubleFunction of) {
    double[] values = new double[n];
    Arrays.setAll(values, of);
    return new Usage("", Map.of(), values, NOW, DAY);
  }

  private static Verdict judge(Usage usage, Limit limit, Timing timing) {
    return judge(usage, limit, timing, Standing.unknown(NOW)).verdict();
  }

  private static Judged judge(Usage usage, Limit limit, Timing timing, Standing before) {
    return new CapacityJudge(capacity(limit, timing), 1).judge(usage, "disk_used", before, NOW);
  }

  private static IntToDoubleFunction ramp(double start, double perDay) {
    Random random = new Random(1);
    return t -> start + perDay * t + 0.2 * random.nextGaussian();
  }

  @Test
  void dayZeroIsTheMostUrgentCase() {
    Verdict verdict = judge(usage(40, t -> t < 38 ? 70 : 95), Limit.of(85), WEEK);
    assertThat(verdict.outlook()).isEqualTo(new BreachedNow(NOW.minus(DAY)));
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(verdict.advice().sentence())
        .isEqualTo(
            "disk is at 95 %, its limit is 85 %: reached since 04-30 00:00 UTC (1 d). Act now:"
                + " more takes 7 d. Enlarge the volume.");
    assertThat(verdict.advice().command()).isEqualTo("enlarge --by 100G");
  }

  @Test
  void reachedMeansAtTheLimitNotOnlyAbove() {
    assertThat(judge(usage(40, t -> t < 39 ? 70 : 85), Limit.of(85), WEEK).outlook())
        .isInstanceOf(BreachedNow.class);
  }

  @Test
  void aBreachIsSeenWithTooFewValuesForAForecast() {
    Verdict verdict = judge(usage(2, t -> 90 + t), Limit.of(85), WEEK);
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(verdict.fan().forecast()).isEmpty();
  }

  @Test
  void theFirstForecastStepIsTomorrowAndNotToday() {
    Verdict verdict = judge(usage(60, t -> 20 + t), Limit.of(80), WEEK);
    assertThat(verdict.outlook())
        .isInstanceOfSatisfying(
            Within.class, w -> assertThat(w.p50().time()).isEqualTo(NOW.plus(DAY)));
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(verdict.fan().forecast().getFirst().at()).isEqualTo(NOW.plus(DAY));
  }

  @Test
  void saysHowLikelyAndBetweenWhichDates() {
    Random random = new Random(3);
    Usage noisy = usage(60, t -> 20 + 0.8 * t + 2 * random.nextGaussian());
    Verdict verdict = judge(noisy, Limit.of(80), WEEK);
    Within within = (Within) verdict.outlook();
    Instant truth = NOW.plus(DAY.multipliedBy(16));
    assertThat(within.p10().time()).isBefore(within.p50().time());
    assertThat(within.p50().time()).isBetween(truth.minus(DAY.multipliedBy(3)), truth.plus(DAY));
    assertThat(within.p90()).isInstanceOf(When.By.class);
    assertThat(within.curve().by(NOW)).isZero();
    assertThat(within.curve().last()).isGreaterThan(0.95);
  }

  @Test
  void theLeadTimeDecidesWhenToAct() {
    Usage usage = usage(60, ramp(20, 0.8));
    assertThat(urgency(usage, 2)).isEqualTo(Urgency.FINE);
    assertThat(urgency(usage, 7)).isEqualTo(Urgency.WATCH);
    assertThat(urgency(usage, 12)).isEqualTo(Urgency.ACT);
    assertThat(urgency(usage, 21)).isEqualTo(Urgency.ACT_NOW);
  }

  private static Urgency urgency(Usage usage, int leadDays) {
    Timing timing = Timing.forLeadTime(Duration.ofDays(leadDays)).withStep(DAY);
    return judge(usage, Limit.of(80), timing).advice().urgency();
  }

  @Test
  void findsTheSeasonWhateverTheSampling() {
    Random random = new Random(2);
    double[] hours = new double[24 * 14];
    Arrays.setAll(hours, t -> 40 + 20 * Math.sin(2 * Math.PI * t / 24) + random.nextGaussian());
    Usage usage = new Usage("", Map.of(), hours, NOW, Duration.ofHours(1));
    Timing timing = Timing.forLeadTime(Duration.ofHours(12)).withStep(Duration.ofHours(1));
    assertThat(judge(usage, Limit.of(85), timing).evidence().season()).contains(24);
  }

  @Test
  void fewValuesAreAnAnswerOfTheirOwn() {
    Verdict verdict = judge(usage(7, t -> 20 + t), Limit.of(80), WEEK);
    assertThat(verdict.outlook())
        .isEqualTo(new InsufficientData("7 values of 1 d each (expected: at least 8)"));
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.UNKNOWN);
    assertThat(judge(usage(8, t -> 20 + t), Limit.of(80), WEEK).outlook())
        .isNotInstanceOf(InsufficientData.class);
  }

  @Test
  void missingValuesDoNotSilenceIt() {
    IntToDoubleFunction full = ramp(20, 0.8);
    Verdict verdict =
        judge(usage(60, t -> t % 5 == 2 ? Double.NaN : full.applyAsDouble(t)), Limit.of(80), WEEK);
    assertThat(verdict.outlook()).isInstanceOf(Within.class);
    assertThat(verdict.evidence().missing()).isEqualTo(12);
  }

  @Test
  void silenceIsNeitherGoodNorAnAlarm() {
    Verdict silent = judge(usage(40, t -> t < 37 ? 95 : Double.NaN), Limit.of(85), WEEK);
    assertThat(silent.advice().urgency()).isEqualTo(Urgency.UNKNOWN);
    assertThat(silent.advice().sentence())
        .isEqualTo("disk: unknown, no value since 04-28 00:00 UTC, when it was 95.");
    assertThat(judge(usage(5, t -> Double.NaN), Limit.of(85), WEEK).outlook())
        .isEqualTo(new InsufficientData("there is no value in the last 105 d"));
  }

  @Test
  void noForecastLeavesThePhysicalBounds() {
    Limit percent = Limit.of(100).withBounds(0, 100);
    Random random = new Random(4);
    Verdict verdict = judge(usage(60, t -> 55 + 0.7 * t + random.nextDouble()), percent, WEEK);
    assertThat(verdict.fan().forecast())
        .allSatisfy(
            band -> {
              assertThat(band.hi95()).isLessThanOrEqualTo(100);
              assertThat(band.lo95()).isGreaterThanOrEqualTo(0);
              assertThat(band.mean()).isBetween(band.lo95(), band.hi95());
            });
  }

  @Test
  void notWithinIsNotTheSameAsUnknown() {
    Verdict verdict = judge(usage(60, ramp(20, 0.01)), Limit.of(80), WEEK);
    NotWithin not = (NotWithin) verdict.outlook();
    assertThat(not.probability()).isLessThan(0.01);
    assertThat(not.horizon()).isEqualTo(NOW.plus(WEEK.horizon()));
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.FINE);
    assertThat(verdict.advice().sentence())
        .contains("probably stays below 80 % for 21 d (breach: below 1 %). Nothing to do.");
  }

  @Test
  void cleanDataRaiseNoAlarm() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Verdict verdict = judge(usage(60, t -> 50 + 2 * random.nextGaussian()), Limit.of(80), WEEK);
      assertThat(verdict.advice().urgency()).as("seed %d", seed).isEqualTo(Urgency.FINE);
    }
  }

  @Test
  void aConstantOrNegativeSeriesIsFine() {
    assertThat(judge(usage(30, t -> 42), Limit.of(80), WEEK).advice().urgency())
        .isEqualTo(Urgency.FINE);
    assertThat(judge(usage(30, ramp(-90, 0.1)), Limit.of(80), WEEK).advice().urgency())
        .isEqualTo(Urgency.FINE);
  }

  @Test
  void aValueThatDancesOnTheLimitIsOneBreach() {
    Standing standing = Standing.unknown(NOW);
    for (int day = 30; day < 40; day++) {
      int last = day;
      Judged judged = judge(usage(day, t -> t % 2 == 0 ? 84 : 86), Limit.of(85), WEEK, standing);
      standing = judged.standing();
      if (day > 30) {
        assertThat(judged.verdict().outlook()).as("day %d", last).isInstanceOf(BreachedNow.class);
      }
    }
    Judged calm = judge(usage(40, t -> t < 38 ? 86 : 60), Limit.of(85), WEEK, standing);
    assertThat(calm.verdict().outlook()).isNotInstanceOf(BreachedNow.class);
  }

  @Test
  void severalStepsInARowCanBeAskedFor() {
    Limit twice = Limit.of(85).withConsecutive(2, 3);
    assertThat(judge(usage(40, t -> t == 39 ? 95 : 50), twice, WEEK).outlook())
        .isNotInstanceOf(BreachedNow.class);
    assertThat(judge(usage(40, t -> t == 39 || t == 37 ? 95 : 50), twice, WEEK).outlook())
        .isInstanceOf(BreachedNow.class);
  }

  @Test
  void saysThatTimeIsScaled() {
    double[] values = new double[60];
    Arrays.setAll(values, t -> 20 + 0.95 * t);
    Usage usage = new Usage("", Map.of(), values, NOW, DAY.dividedBy(60));
    CapacityJudge judge = new CapacityJudge(capacity(Limit.of(80), WEEK), 60);
    Verdict verdict = judge.judge(usage, "disk_used", Standing.unknown(NOW), NOW).verdict();
    assertThat(verdict.advice().urgency()).isEqualTo(Urgency.ACT_NOW);
    assertThat(verdict.advice().sentence())
        .contains("reaches 80 % in about 2 h", "more takes 7 d (1:60 = 2.8 h)");
  }

  @Test
  void carriesItsEvidence() {
    Verdict verdict = judge(usage(60, ramp(20, 0.8)), Limit.of(80), WEEK);
    Evidence evidence = verdict.evidence();
    assertThat(evidence.query()).isEqualTo("disk_used");
    assertThat(evidence.paths()).isEqualTo(2000);
    assertThat(evidence.values()).isEqualTo(60);
    assertThat(evidence.members()).anyMatch(Evidence.Member::chosen);
    assertThat(evidence.explanation()).isNotEmpty();
    assertThat(evidence.rule())
        .isEqualTo(
            "ACT_NOW when reached or P(within 7 d) >= 50 %; ACT when P(within 10.5 d) >= 20 %;"
                + " WATCH when P(within 21 d) >= 20 %; each until 50 % of that");
    assertThat(verdict.fan().history()).hasSize(60);
    assertThat(verdict.fan().forecast()).hasSize(21);
  }

  @Test
  void saysWhatChangedAndWhatIsEmptied() {
    Random random = new Random(5);
    Verdict changed =
        judge(
            usage(80, t -> (t < 50 ? 30 : 30 + 0.5 * (t - 50)) + 0.1 * random.nextGaussian()),
            Limit.of(80),
            WEEK);
    assertThat(changed.evidence().changes()).singleElement().asString().contains("another line");
    Verdict saw =
        judge(usage(100, t -> 20 + 5 * (t % 10) + random.nextDouble()), Limit.of(80), WEEK);
    assertThat(saw.evidence().changes())
        .singleElement()
        .asString()
        .contains("it was emptied 9 times", "every 10 d", "its peaks count");
    assertThat(saw.advice().urgency()).isEqualTo(Urgency.FINE);
  }
}
