// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.predict.capacity.Changes.Change;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Connections of a database, by the five minutes, around rollouts of whoever uses it. */
class ExplainedTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final int LENGTH = 288;
  private static final int BEGAN = LENGTH - 6;

  private static final Capacity CONNECTIONS =
      new Capacity(
          new CapacityName("connections"),
          new ServiceName("database"),
          new Measure("connections", "", "", Peak.MAX),
          Limit.of(100),
          Timing.forLeadTime(Duration.ofMinutes(30)),
          Response.DEFAULT);

  private static Usage usage(IntToDoubleFunction level) {
    Random random = new Random(1);
    double[] values = new double[LENGTH];
    Arrays.setAll(values, i -> level.applyAsDouble(i) + 0.3 * random.nextGaussian());
    return new Usage("", Map.of(), values, NOW, STEP);
  }

  private static Instant at(int index) {
    return NOW.minus(STEP.multipliedBy(LENGTH - 1L - index));
  }

  private static Change change(int from, int to) {
    return new Change(at(from), at(to), "payments v2");
  }

  private static Verdict judge(Usage usage, Change... changes) {
    return new CapacityJudge(CONNECTIONS, 1)
        .judge(usage, List.of(changes), "connections", Standing.unknown(NOW), NOW)
        .verdict();
  }

  /** A rollout that opens ever more connections of its own: 40, and then up to 70 of 100. */
  private static double climbing(int i) {
    return i < BEGAN ? 40 : 40 + 5 * (i - BEGAN + 1);
  }

  @Test
  void aRolloutThatOpensConnectionsIsNoTrend() {
    Verdict blind = judge(usage(ExplainedTest::climbing));
    Verdict told = judge(usage(ExplainedTest::climbing), change(BEGAN, LENGTH - 1));
    assertThat(blind.advice().urgency().needsAction()).as("without the mark").isTrue();
    assertThat(told.advice().urgency()).isEqualTo(Urgency.FINE);
    assertThat(told.value()).isCloseTo(70, org.assertj.core.api.Assertions.within(1.0));
    assertThat(told.evidence().changes())
        .singleElement()
        .asString()
        .startsWith("it moved by ")
        .contains("with payments v2 since")
        .endsWith("a step that a change explains is no trend");
  }

  @Test
  void theTrendThatWasThereBeforeIsStillThere() {
    IntToDoubleFunction leak = i -> 47.5 + 0.15 * i + (i < BEGAN ? 0 : 8);
    Verdict told = judge(usage(leak), change(BEGAN, BEGAN));
    assertThat(told.outlook()).isInstanceOf(Outlook.Within.class);
  }

  @Test
  void aLeakThatTheVersionBringsIsFoundOnceItHasSettled() {
    int came = LENGTH - 20;
    IntToDoubleFunction leak = i -> i < came ? 40 : 45 + 2.2 * (i - came);
    Verdict told = judge(usage(leak), change(came, came));
    assertThat(told.advice().urgency().needsAction()).isTrue();
    assertThat(told.evidence().changes()).noneMatch(why -> why.contains("explains"));
  }

  @Test
  void whatEveryReleaseAddsForGoodIsATrend() {
    IntToDoubleFunction stairs = i -> 27 + 5 * (i / 20);
    Change[] releases = new Change[14];
    Arrays.setAll(releases, i -> change(20 * (i + 1), 20 * (i + 1)));
    Verdict told = judge(usage(stairs), releases);
    assertThat(told.advice().urgency()).isNotEqualTo(Urgency.FINE);
  }

  @Test
  void aLimitThatIsReachedIsReachedWhateverExplainsIt() {
    Usage full = usage(i -> i < BEGAN ? 40 : 120);
    assertThat(judge(full, change(BEGAN, LENGTH - 1)).advice().urgency())
        .isEqualTo(Urgency.ACT_NOW);
  }

  @Test
  void changesOfLongAgoOfTheFutureAndWithoutHistoryExplainNothing() {
    Usage usage = usage(ExplainedTest::climbing);
    for (Change change :
        List.of(
            change(LENGTH - 100, LENGTH - 100),
            new Change(NOW.plus(STEP), NOW.plus(STEP), "later"),
            change(-5, LENGTH - 1),
            change(10, LENGTH - 1))) {
      assertThat(Explained.of(usage, List.of(change), Duration.ofMinutes(15)).usage())
          .as("%s", change)
          .isSameAs(usage);
    }
  }

  @Test
  void changesThatFollowEachOtherAreOneRun() {
    List<Change> run = List.of(change(BEGAN, BEGAN), change(BEGAN + 2, BEGAN + 3));
    Usage usage = usage(ExplainedTest::climbing);
    Explained explained = Explained.of(usage, run, Duration.ofMinutes(15));
    assertThat(explained.usage().value(BEGAN - 1))
        .as("moved up to the present level")
        .isGreaterThan(65);
    assertThat(explained.usage().value(BEGAN + 1)).isNaN();
    assertThat(explained.usage().value(LENGTH - 1)).isEqualTo(usage.value(LENGTH - 1));
  }
}
