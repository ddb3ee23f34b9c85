// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.stats.sequential.ArmCounts;
import dev.ballast.stats.sequential.Overdispersion;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricJudgeTest {

  private static final History KNOWN =
      new History(700_000, 700, new Overdispersion(1, 0.05, 700, 1440));

  private final MetricJudge judge = new MetricJudge("error-rate", JudgePolicy.DEFAULT, KNOWN);

  @Test
  void callsTenTimesTheErrorsARegressionAndSaysWhy() {
    Verdict verdict = judge.add(0.05, new ArmCounts(4750, 5, 250, 0));
    assertThat(verdict.name()).isEqualTo("Pass");
    for (int i = 0; i < 3 && !(verdict instanceof Verdict.Regress); i++) {
      verdict = judge.add(0.05, new ArmCounts(4750, 5, 250, 3));
    }
    assertThat(verdict).isInstanceOf(Verdict.Regress.class);
    assertThat(verdict.evidence().eValue()).isGreaterThanOrEqualTo(125);
    assertThat(verdict.text())
        .startsWith("error-rate: 9 of 1,000 requests bad in the canary (0.9 %), 20 of 19,000")
        .contains("e-value")
        .endsWith("would ever appear in at most 0.8 % of rollouts.");
    assertThat(sentences(verdict)).isEqualTo(2);
  }

  @Test
  void aRegressionIsFinal() {
    for (int i = 0; i < 4; i++) {
      judge.add(0.05, new ArmCounts(4750, 5, 250, 8));
    }
    Verdict found = judge.add(0.05, new ArmCounts(4750, 500, 250, 0));
    assertThat(found).isInstanceOf(Verdict.Regress.class);
  }

  @Test
  void passesACanaryOnceWhatWouldMatterIsRuledOut() {
    Verdict verdict = judge.add(0.05, new ArmCounts(950, 1, 20, 0));
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    for (int i = 0; i < 20; i++) {
      verdict = judge.add(0.05, new ArmCounts(950, 1, 50, 0));
    }
    assertThat(verdict).isInstanceOf(Verdict.Pass.class);
    assertThat(verdict.text()).contains("A canary with 5.1 % bad is ruled out");
    assertThat(sentences(verdict)).isEqualTo(2);
  }

  @Test
  void allowsLessTheMoreTrafficTheCanaryHas() {
    Verdict before = judge.add(0.05, new ArmCounts(7600, 8, 400, 0));
    assertThat(before).isInstanceOf(Verdict.Pass.class);
    Verdict verdict = judge.add(0.5, new ArmCounts(50, 0, 50, 0));
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.evidence().margin()).isBetween(0.005, 0.007);
  }

  @Test
  void saysInHowManyIntervalsBurstsKeptItFromCounting() {
    MetricJudge young = new MetricJudge("error-rate", JudgePolicy.DEFAULT, History.NONE);
    Verdict verdict = young.add(0.05, new ArmCounts(950, 0, 50, 20));
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.evidence().tamed()).isOne();
    assertThat(verdict.text()).contains(", held down in one interval that may be a burst, ");
    verdict = young.add(0.05, new ArmCounts(950, 0, 50, 20));
    assertThat(verdict.text()).contains(", held down in 2 intervals that may be bursts");
    assertThat(sentences(verdict)).isEqualTo(2);
    Verdict known = judge.add(0.05, new ArmCounts(4750, 5, 250, 3));
    assertThat(known.evidence().tamed()).isZero();
    assertThat(known.text()).doesNotContain("held down");
  }

  @Test
  void holdsWhenTheBaselineBurnsAsWell() {
    Verdict verdict = judge.add(0.05, new ArmCounts(4750, 140, 250, 8));
    assertThat(verdict).isInstanceOf(Verdict.BothArmsBad.class);
    assertThat(verdict.text())
        .contains("the baseline is bad as well, 140 of its last 4,750 requests")
        .contains("the rollout waits");
    assertThat(sentences(verdict)).isEqualTo(2);
  }

  @Test
  void hasNoDataWhenTheCanaryIsSilentButNotWhenItIsOnlyRarelyAsked() {
    MetricJudge rare = new MetricJudge("error-rate", JudgePolicy.DEFAULT, KNOWN);
    assertThat(rare.add(0.05, new ArmCounts(5, 0, 0, 0))).isInstanceOf(Verdict.Inconclusive.class);
    Verdict silent = judge.add(0.05, new ArmCounts(4750, 5, 0, 0));
    assertThat(silent).isInstanceOf(Verdict.NoData.class);
    assertThat(silent.text()).contains("the canary has no requests where about 250 were due");
    assertThat(new MetricJudge("x", JudgePolicy.DEFAULT, KNOWN).add(0.05, ArmCounts.NONE).text())
        .contains("neither arm has requests");
  }

  @Test
  void learnsFromTheBaselineThatErrorsComeInBursts() {
    MetricJudge blind = new MetricJudge("error-rate", JudgePolicy.DEFAULT, History.NONE);
    Verdict verdict = Verdicts.PASS;
    for (int i = 0; i < 60; i++) {
      long burst = i % 5 == 0 ? 12 : 0;
      verdict = blind.add(0.05, new ArmCounts(4750, burst, 250, 0));
    }
    assertThat(verdict.evidence().phi()).isGreaterThan(5);
  }

  @Test
  void splitsAlphaAmongMetricsAndReportsTheWorst() {
    CanaryJudge two =
        new CanaryJudge(
            JudgePolicy.DEFAULT,
            List.of(
                new CanaryJudge.Metric("error-rate", 3, KNOWN),
                new CanaryJudge.Metric("latency", 1, KNOWN)));
    ArmCounts fine = new ArmCounts(4750, 5, 250, 0);
    Verdict verdict = two.add(0.05, List.of(fine, new ArmCounts(4750, 5, 250, 20)));
    assertThat(verdict).isInstanceOf(Verdict.Regress.class);
    assertThat(verdict.evidence().metric()).isEqualTo("latency");
    assertThat(verdict.evidence().limit()).isEqualTo(500);
  }

  private static long sentences(Verdict verdict) {
    return verdict.text().split("\\. |\\.$").length;
  }
}
