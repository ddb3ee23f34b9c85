// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the fault until users are well again. */
final class TimeToRecover implements Formula {

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String id() {
    return "recover";
  }

  @Override
  public String title() {
    return "Time to recover";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> errors = run.of(Signal.ERRORS);
    if (errors.isEmpty()) {
      return weighing.unknown("nobody measured users' errors");
    }
    Optional<Series> slow = run.of(Signal.P99);
    boolean felt =
        errors.get().between(clock.fault(), clock.over()).stream()
            .anyMatch(p -> p.value() > run.goals().mayFail());
    Instant well = well(errors.get(), run.goals().mayFail(), clock.fault(), run);
    if (well != null && slow.isPresent()) {
      Instant fast = well(slow.get(), run.goals().p99(), clock.fault(), run);
      well = fast == null ? null : fast.isAfter(well) ? fast : well;
    }
    weighing
        .from(errors.get(), clock.fault(), clock.end())
        .objective(run.goals().failover().plus(run.goals().detect()));
    slow.ifPresent(s -> weighing.from(s, clock.fault(), clock.end()));
    if (!felt) {
      return weighing.value(0, "s").text("Users were well all the time.").met();
    }
    double value = well == null ? Double.POSITIVE_INFINITY : run.seconds(well);
    return weighing
        .value(value, "s")
        .text("Users were well again after %s.", Weighing.seconds(value))
        .atMost(Severity.HIGH, "failover", "what users wait for after the failover");
  }

  private static @Nullable Instant well(Series series, double most, Instant from, RunRecord run) {
    return series.heldFrom(from, run.clock().end(), run.goals().recoveredHold(), v -> v <= most);
  }
}
