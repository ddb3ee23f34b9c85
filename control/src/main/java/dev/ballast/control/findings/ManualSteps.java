// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.List;

/** What people had to do until the traffic was elsewhere. */
final class ManualSteps implements Formula {

  @Override
  public int number() {
    return 22;
  }

  @Override
  public String id() {
    return "manualSteps";
  }

  @Override
  public String title() {
    return "Steps by hand";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    if (run.deeds() == null) {
      return weighing.unknown("nobody kept account of what people did");
    }
    Instant moved = TimeToFailover.moved(run);
    Instant until = moved == null ? clock.over() : moved;
    List<RunRecord.Deed> byHand =
        run.deeds().stream()
            .filter(RunRecord.Deed::byHand)
            .filter(d -> d.at().isAfter(clock.fault()) && !d.at().isAfter(until))
            .toList();
    return weighing
        .value(byHand.size(), "steps")
        .objective(0)
        .from("%d deeds in the ledger".formatted(run.deeds().size()))
        .text(
            byHand.isEmpty()
                ? "Nobody had to do anything."
                : "By hand: "
                    + String.join("; ", byHand.stream().map(d -> d.by() + ": " + d.text()).toList())
                        .replace("%", "%%")
                    + ".")
        .atMost(Severity.MEDIUM, "failover", "what is done by hand and could be automatic");
  }
}
