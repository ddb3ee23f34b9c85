// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.control.chaos.experiment.Course;
import dev.ballast.control.chaos.experiment.Settings;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.ExperimentReader;
import dev.ballast.model.yaml.ForeignDocuments;
import dev.ballast.model.yaml.Source;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HeldDaysTest {

  private static final String TEXT =
      """
      title: failover is as it should be
      description: it was found
      runtime: {hypothesis: {strategy: after-method-only}}
      steady-state-hypothesis:
        title: failover is met
        probes: [{type: probe, name: failover, tolerance: met, provider: {type: gameday, finding: failover}}]
      method:
        - {type: action, name: again, provider: {type: gameday, finding: failover, plan: {kind: GameDay}}}
      """;

  private final List<String> held = new ArrayList<>();

  /** Says the same of every day. */
  private DayHolder holder(String outcome, String problem) {
    return new DayHolder() {
      @Override
      public String problemOf(String plan) {
        return problem;
      }

      @Override
      public Told hold(String plan, String finding) {
        held.add(plan);
        if (outcome.isEmpty()) {
          throw new IllegalStateException("GD-1 was ended before its time: enough");
        }
        return new Told("GD-1", outcome, "Traffic had moved after 7 s.", 7);
      }
    };
  }

  private static Experiment experiment() {
    var tree = ForeignDocuments.of(Source.of("t", TEXT)).documents().getFirst();
    var reading = ExperimentReader.read("again", tree);
    assertThat(reading.findings()).isEmpty();
    return reading.experiment().orElseThrow();
  }

  private Course run(String outcome) throws InterruptedException {
    Experiment experiment = experiment();
    var options =
        new RunOptions(false, false, Optional.empty(), "t", Optional.of(holder(outcome, "")));
    assertThat(ExperimentRun.refusals(experiment, options)).isEmpty();
    return ExperimentRun.run(
            experiment,
            Settings.of(experiment, Map.of(), Map.of()).values(),
            options,
            InstantSource.system(),
            () -> false,
            Optional::empty,
            _ -> {})
        .machine()
        .course();
  }

  @Test
  void isProvedWhenTheFormulaIsMet() throws InterruptedException {
    assertThat(run("met").verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(held).containsExactly("{\"kind\": \"GameDay\"}");
  }

  @Test
  void isLostWhenItIsMissed() throws InterruptedException {
    Course course = run("missed");
    assertThat(course.verdict()).isEqualTo(Verdict.DEVIATED);
    assertThat(course.reason()).contains("failover after the method");
  }

  @Test
  void whatIsNotKnownProvesNothing() throws InterruptedException {
    Course course = run("unknown");
    assertThat(course.verdict()).isEqualTo(Verdict.UNPROVED);
    assertThat(course.reason())
        .isEqualTo(
            "the game day did not tell: GD-1: failover is not known: Traffic had moved after 7 s.");
  }

  @Test
  void aDayThatWasEndedProvesNothing() throws InterruptedException {
    Course course = run("");
    assertThat(course.verdict()).isEqualTo(Verdict.UNPROVED);
    assertThat(course.reason()).contains("ended before its time");
  }

  @Test
  void isRefusedWithoutAServerOrWithAWrongPlan() {
    var alone = new RunOptions(false, false, Optional.empty(), "t");
    assertThat(ExperimentRun.refusals(experiment(), alone))
        .allSatisfy(f -> assertThat(f.toString()).contains("Fix: --server URL"))
        .hasSize(2);
    var wrong =
        new RunOptions(
            false, false, Optional.empty(), "t", Optional.of(holder("met", "no timeline")));
    assertThat(ExperimentRun.refusals(experiment(), wrong))
        .singleElement()
        .satisfies(f -> assertThat(f.toString()).contains("the plan is wrong: no timeline"));
  }
}
