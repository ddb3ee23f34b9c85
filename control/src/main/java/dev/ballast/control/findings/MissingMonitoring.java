// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Series that fall silent with what was broken while nobody is told that they are absent. */
final class MissingMonitoring implements Formula {

  @Override
  public int number() {
    return 16;
  }

  @Override
  public String id() {
    return "monitoring";
  }

  @Override
  public String title() {
    return "Missing monitoring";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    if (run.presences() == null) {
      return weighing.unknown("nobody looked which series fell silent");
    }
    List<String> unseen =
        run.presences().stream()
            .filter(p -> vanished(p, clock) && !p.watched())
            .map(RunRecord.Presence::series)
            .toList();
    return weighing
        .value(unseen.size(), "series")
        .objective(0)
        .from("%d series of what was broken".formatted(run.presences().size()))
        .text(
            unseen.isEmpty()
                ? "Whatever fell silent is watched for it."
                : "Fell silent, and nobody is told: "
                    + String.join(", ", unseen.stream().limit(10).toList())
                    + ".")
        .atMost(Severity.MEDIUM, "alerts", "an alert on absent() for each");
  }

  /** Its last point is near the beginning, and it was away for most of the time. */
  private static boolean vanished(RunRecord.Presence one, RunRecord.Clock clock) {
    Duration lasted = Duration.between(clock.fault(), clock.over());
    Instant early = clock.fault().plus(lasted.dividedBy(3));
    Instant late = clock.fault().plus(lasted.dividedBy(2));
    return !one.last().isBefore(clock.begin())
        && !one.last().isAfter(early)
        && (one.resumed() == null || one.resumed().isAfter(late));
  }
}
