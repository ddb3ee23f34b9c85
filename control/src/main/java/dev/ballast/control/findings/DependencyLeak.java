// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Optional;

/** Calls of survivors into the region that they should do without. */
final class DependencyLeak implements Formula {

  @Override
  public int number() {
    return 20;
  }

  @Override
  public String id() {
    return "leak";
  }

  @Override
  public String title() {
    return "Calls into the broken region";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> leak = run.of(Signal.LEAK);
    if (leak.isEmpty()) {
      return weighing.unknown("nobody measured calls between regions");
    }
    Instant settled = clock.fault().plus(run.goals().failover());
    Instant from = settled.isBefore(clock.over()) ? settled : clock.fault();
    double calls = leak.get().total(from, clock.over());
    return weighing
        .value(calls, "calls")
        .objective(0)
        .from(leak.get(), from, clock.over())
        .text(
            "Survivors called %s %.0f times after they should have stopped.",
            run.broken().region(), calls)
        .atMost(Severity.MEDIUM, "dependencies", "a dependency that stays in the broken region");
  }
}
