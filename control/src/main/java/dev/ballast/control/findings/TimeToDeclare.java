// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** From the fault until people were called and said what it is. */
final class TimeToDeclare implements Formula {

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String id() {
    return "declare";
  }

  @Override
  public String title() {
    return "Time to page, acknowledge, declare";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    if (run.incidents() == null) {
      return weighing.unknown("nobody looked for incidents");
    }
    Optional<RunRecord.Episode> first =
        run.incidents().stream()
            .filter(i -> !i.opened().isBefore(clock.fault()) && !i.opened().isAfter(clock.over()))
            .min(Comparator.comparing(RunRecord.Episode::opened));
    weighing
        .objective(run.goals().declare())
        .from("%d incidents while it lasted".formatted(run.incidents().size()))
        .value(first.map(i -> run.seconds(i.opened())).orElse(Double.POSITIVE_INFINITY), "s");
    if (first.isEmpty()) {
      return weighing
          .text("No incident was declared.")
          .missed(Severity.HIGH, "alerts", "nothing declares an incident by itself");
    }
    RunRecord.Episode incident = first.get();
    Instant acknowledged = incident.acknowledged();
    weighing.text(
        "%s after %s, %s, acknowledged %s.",
        incident.id(),
        Weighing.seconds(run.seconds(incident.opened())),
        run.alerts() == null
            ? "no page is known"
            : run.alerts().stream()
                .filter(run::fits)
                .flatMap(a -> Optional.ofNullable(a.paged()).stream())
                .min(Comparator.naturalOrder())
                .map(at -> "paged after " + Weighing.seconds(run.seconds(at)))
                .orElse("no page is known"),
        acknowledged == null ? "never" : "after " + Weighing.seconds(run.seconds(acknowledged)));
    return weighing.atMost(Severity.MEDIUM, "alerts", "the incident's conditions are too slow");
  }
}
