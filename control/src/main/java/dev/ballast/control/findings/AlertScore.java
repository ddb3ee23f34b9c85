// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the expected alerts fired, and how many others did. An alert elsewhere is about what was
 * broken when it belongs to an incident that blames that.
 */
final class AlertScore implements Formula {

  @Override
  public int number() {
    return 14;
  }

  @Override
  public String id() {
    return "alertRecall";
  }

  @Override
  public String title() {
    return "Alert recall and precision";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    if (run.alerts() == null) {
      return weighing.unknown("nobody looked for alerts");
    }
    List<RunRecord.Alarm> fired =
        run.alerts().stream()
            .filter(a -> !a.at().isBefore(clock.fault()) && !a.at().isAfter(clock.over()))
            .toList();
    Set<String> names = fired.stream().map(RunRecord.Alarm::name).collect(Collectors.toSet());
    List<String> missing =
        run.expectedAlerts().stream().filter(name -> !names.contains(name)).toList();
    long expected = run.expectedAlerts().size();
    long fitting =
        fired.stream().filter(alarm -> run.fits(alarm) || run.isExplained(alarm)).count();
    double recall =
        expected == 0 ? Math.min(1, fitting) : (expected - missing.size()) / (double) expected;
    double precision = fired.isEmpty() ? 1 : fitting / (double) fired.size();
    weighing
        .value(recall, "of what was expected")
        .objective(run.goals().alertRecall())
        .from("%d alerts while it lasted, %d about it".formatted(fired.size(), fitting))
        .text(
            "Recall %.2f, precision %.2f%s.",
            recall, precision, missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing));
    if (recall < run.goals().alertRecall()) {
      return weighing.missed(Severity.HIGH, "alerts", "alerts that did not fire");
    }
    return precision < run.goals().alertPrecision()
        ? weighing.missed(Severity.MEDIUM, "alerts", "alerts on symptoms of others")
        : weighing.met();
  }
}
