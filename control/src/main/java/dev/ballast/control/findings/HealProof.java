// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;

/** From the order to heal until it was shown that nothing is left. */
final class HealProof implements Formula {

  @Override
  public int number() {
    return 24;
  }

  @Override
  public String id() {
    return "healProof";
  }

  @Override
  public String title() {
    return "Proof of healing";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Instant heal = clock.heal();
    if (heal == null) {
      return weighing.unknown("nothing was to be healed");
    }
    Instant clean = clock.clean();
    double value =
        clean == null ? Double.POSITIVE_INFINITY : Duration.between(heal, clean).toMillis() / 1e3;
    return weighing
        .value(value, "s")
        .objective(run.goals().healProof())
        .from("%d targets, each asked what is left".formatted(run.broken().targets()))
        .text(
            clean == null
                ? "It was not shown that nothing is left."
                : "Nothing was left after " + Weighing.seconds(value) + ".")
        .atMost(Severity.CRITICAL, "faults", "a target that cannot be reached to be healed");
  }
}
