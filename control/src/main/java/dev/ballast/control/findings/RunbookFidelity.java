// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Steps that were skipped, added or late. */
final class RunbookFidelity implements Formula {

  @Override
  public int number() {
    return 25;
  }

  @Override
  public String id() {
    return "runbook";
  }

  @Override
  public String title() {
    return "Plan and reality";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    if (run.steps().isEmpty()) {
      return weighing.unknown("there was no plan");
    }
    List<String> off = new ArrayList<>();
    double drift = 0;
    for (RunRecord.Done step : run.steps()) {
      Instant started = step.started();
      if (started == null) {
        off.add(step.id() + " was skipped");
      } else if (!step.planned()) {
        off.add(step.id() + " was not planned");
      } else {
        double late = Duration.between(step.due(), started).toMillis() / 1e3;
        drift = Math.max(drift, Math.abs(late));
        if (Math.abs(late) * 1e3 > run.goals().drift().toMillis()) {
          off.add("%s began %s late".formatted(step.id(), Weighing.seconds(late)));
        }
      }
      if (started != null && !step.asExpected()) {
        off.add(step.id() + " was not as expected");
      }
    }
    weighing
        .value(drift, "s of drift")
        .objective(run.goals().drift())
        .from("%d steps".formatted(run.steps().size()))
        .text(
            off.isEmpty()
                ? "All %d steps were done as planned."
                : String.join("; ", off).replace("%", "%%") + ".",
            run.steps().size());
    return off.isEmpty()
        ? weighing.met()
        : weighing.missed(Severity.LOW, "runbook", "the plan, or who follows it");
  }
}
