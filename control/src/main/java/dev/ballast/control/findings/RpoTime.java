// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How old the newest write is that the survivor has; what its lag foretold. */
final class RpoTime implements Formula {

  @Override
  public int number() {
    return 11;
  }

  @Override
  public String id() {
    return "rpoTime";
  }

  @Override
  public String title() {
    return "Recovery point";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Writes writes = run.writes();
    Optional<Series> lag = run.of(Signal.LAG);
    if (writes == null && lag.isEmpty()) {
      return weighing.unknown("nobody measured replication");
    }
    double foretold = lag.map(s -> s.at(clock.fault()).orElse(Double.NaN)).orElse(Double.NaN);
    double rate =
        run.of(Signal.WRITES)
            .map(s -> s.mean(clock.begin(), clock.fault()).orElse(Double.NaN))
            .orElse(Double.NaN);
    double age = writes == null ? foretold : age(run, writes);
    if (Double.isNaN(age)) {
      return weighing.unknown("no write before the fault tells how old the newest is");
    }
    lag.ifPresent(s -> weighing.from(s, clock.begin(), clock.fault()));
    if (writes != null) {
      weighing.from("%d acknowledged writes".formatted(writes.all().size()));
    }
    return weighing
        .value(age, "s")
        .objective(run.goals().rpo())
        .text(
            "The survivor had all writes up to %s before the fault%s.",
            Weighing.seconds(age),
            Double.isNaN(foretold)
                ? ""
                : ", the lag foretold "
                    + Weighing.seconds(foretold)
                    + (Double.isNaN(rate) ? "" : " or " + Math.round(foretold * rate) + " writes"))
        .atMost(Severity.HIGH, "replication", "the replica is further behind than the RPO allows");
  }

  /** From the first lost write to the fault; nothing lost is no age. */
  private static double age(RunRecord run, Writes writes) {
    List<Writes.Write> before =
        writes.all().stream().filter(w -> !w.acknowledged().isAfter(run.clock().fault())).toList();
    if (before.isEmpty()) {
      return Double.NaN;
    }
    return before.stream()
        .filter(w -> !w.survived())
        .map(Writes.Write::acknowledged)
        .min(Comparator.naturalOrder())
        .map(at -> -run.seconds(at))
        .orElse(0.0);
  }
}
