// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.testkit.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where many requests of the baseline are bad as well, or none are counted. */
final class HighRatesTest {

  private static MetricJudge judge() {
    return new MetricJudge("error-rate", JudgePolicy.DEFAULT, History.NONE);
  }

  private static ArmCounts bad(long baseline, long canary) {
    return new ArmCounts(1000, baseline, 1000, canary);
  }

  private static Verdict after(MetricJudge judge, int intervals, ArmCounts each) {
    Verdict verdict = judge.add(each);
    for (int i = 1; i < intervals; i++) {
      verdict = judge.add(each);
    }
    return verdict;
  }

  @ParameterizedTest
  @CsvSource({"500, 700", "300, 400", "200, 270", "100, 160", "500, 600"})
  void aClearlyWorseCanaryIsFoundHoweverBadTheBaselineIs(long baseline, long canary) {
    assertThat(after(judge(), 30, bad(baseline, canary))).isInstanceOf(Verdict.Regress.class);
  }

  @ParameterizedTest
  @CsvSource({"500, 530", "100, 130"})
  void whatIsWorseByLessThanMattersIsNotCalledRuledOutBeyondThat(long baseline, long canary) {
    Verdict verdict = after(judge(), 30, bad(baseline, canary));
    if (verdict instanceof Verdict.Pass pass) {
      assertThat(pass.evidence().margin()).isLessThan((baseline + 51) / 1000.0);
    }
  }

  /** Of 500 rollouts with 60 looks each at most 9; 4 are expected at a level of 0.8 %. */
  @ParameterizedTest
  @CsvSource({"0.5", "0.1"})
  void alikeArmsAreHardlyEverCalledDifferent(double rate) {
    RandomGenerator random = Seeds.random(11);
    int wrong = 0;
    for (int rollout = 0; rollout < 500; rollout++) {
      MetricJudge judge = judge();
      Verdict verdict = judge.add(ArmCounts.NONE);
      for (int look = 0; look < 60; look++) {
        verdict = judge.add(new ArmCounts(40, drawn(random, rate), 40, drawn(random, rate)));
      }
      wrong += verdict instanceof Verdict.Regress ? 1 : 0;
    }
    assertThat(wrong).as("seed %d", Seeds.seed(11)).isLessThanOrEqualTo(9);
  }

  private static long drawn(RandomGenerator random, double rate) {
    long bad = 0;
    for (int i = 0; i < 40; i++) {
      bad += random.nextDouble() < rate ? 1 : 0;
    }
    return bad;
  }

  @Test
  void aWorseCanaryIsFoundWhileTheBaselineBurnsAsWell() {
    MetricJudge judge = judge();
    after(judge, 19, bad(1, 1));
    assertThat(judge.add(bad(500, 500)).text()).contains("of the canary's, ");
    assertThat(after(judge, 9, bad(500, 700))).isInstanceOf(Verdict.Regress.class);
  }

  @Test
  void withoutABaselineThereIsNoDataAndWhatTheCanaryFailedIsNotForgotten() {
    MetricJudge judge = judge();
    after(judge, 4, bad(1, 1));
    Verdict silent = judge.add(new ArmCounts(0, 0, 1000, 200));
    assertThat(silent).isInstanceOf(Verdict.NoData.class);
    assertThat(silent.text())
        .contains("the baseline has no requests.", "Of the canary's last")
        .doesNotContain("of the canary were counted");
    assertThat(after(judge, 4, bad(1, 1))).isInstanceOf(Verdict.Inconclusive.class);
  }

  @Test
  void aBaselineThatIsSilentBesideABusyCanaryIsMissedAtAKnownWeight() {
    MetricJudge judge = judge();
    judge.add(0.5, bad(1, 1));
    assertThat(judge.add(0.5, new ArmCounts(0, 0, 1000, 1)).text())
        .contains("the baseline has no requests where about 1,000 were due");
  }

  @Test
  void aRegressionThatCameLateShowsItsOwnNumbers() {
    MetricJudge judge = judge();
    after(judge, 59, new ArmCounts(3000, 3, 150, 0));
    Verdict verdict = after(judge, 8, new ArmCounts(3000, 3, 150, 3));
    assertThat(verdict).isInstanceOf(Verdict.Regress.class);
    assertThat(verdict.text()).contains("; of late ").contains(" of 900 (");
  }
}
