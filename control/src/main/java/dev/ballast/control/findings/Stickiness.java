// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Optional;

/** Requests that are still sent over old connections once traffic has moved. */
final class Stickiness implements Formula {

  @Override
  public int number() {
    return 18;
  }

  @Override
  public String id() {
    return "stickiness";
  }

  @Override
  public String title() {
    return "Connections that stay";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> sticky = run.of(Signal.STICKY);
    if (sticky.isEmpty()) {
      return weighing.unknown("nobody told old connections from new ones");
    }
    double last =
        sticky.get().between(clock.fault(), clock.over()).stream()
            .filter(p -> p.value() > 0)
            .map(p -> run.seconds(p.at()))
            .reduce((a, b) -> b)
            .orElse(0.0);
    return weighing
        .value(last, "s")
        .objective(run.goals().dnsTail())
        .from(sticky.get(), clock.fault(), clock.over())
        .text("The last request over an old connection came after %s.", Weighing.seconds(last))
        .atMost(Severity.MEDIUM, "connections", "how long clients keep connections");
  }
}
