// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Comparator;
import java.util.Optional;

/** From the fault to the first alert that is about it. */
final class TimeToDetect implements Formula {

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String id() {
    return "detect";
  }

  @Override
  public String title() {
    return "Time to detect";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    if (run.alerts() == null) {
      return weighing.unknown("nobody looked for alerts");
    }
    Optional<RunRecord.Alarm> first =
        run.alerts().stream()
            .filter(run::fits)
            .filter(a -> !a.at().isBefore(clock.fault()) && !a.at().isAfter(clock.over()))
            .min(Comparator.comparing(RunRecord.Alarm::at));
    weighing
        .objective(run.goals().detect())
        .value(first.map(a -> run.seconds(a.at())).orElse(Double.POSITIVE_INFINITY), "s")
        .from("%d alerts while it lasted".formatted(run.alerts().size()));
    return first
        .map(
            a ->
                weighing
                    .text("%s fired after %s.", a.name(), Weighing.seconds(run.seconds(a.at())))
                    .atMost(Severity.HIGH, "alerts", "the alert's window and `for` are too long"))
        .orElseGet(
            () ->
                weighing
                    .text("No alert about it.")
                    .missed(Severity.HIGH, "alerts", "no alert matches what was broken"));
  }
}
