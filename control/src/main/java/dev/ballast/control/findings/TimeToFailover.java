// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the fault until the broken region gets no requests any more. */
final class TimeToFailover implements Formula {

  static final double LITTLE = 0.001;

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String id() {
    return "failover";
  }

  @Override
  public String title() {
    return "Time to failover";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> share = run.of(Signal.SHARE);
    if (share.isEmpty() || run.broken().region().isEmpty()) {
      return weighing.unknown("nobody measured whose requests go where");
    }
    Instant since = moved(run);
    boolean inTime = since != null && !since.isAfter(clock.over());
    double value = since != null && inTime ? run.seconds(since) : Double.POSITIVE_INFINITY;
    return weighing
        .value(value, "s")
        .objective(run.goals().failover())
        .from(share.get(), clock.fault(), clock.over())
        .text(
            "%s served at most 0.1 %% of requests %s.",
            run.broken().region(),
            inTime ? "from " + Weighing.seconds(value) + " on" : "at no time while it was broken")
        .atMost(Severity.CRITICAL, "failover", "spec.failover or spec.confirm of the RegionPolicy");
  }

  /**
   * When the traffic was elsewhere. A region that is cut off serves nothing, so its share alone
   * says nothing while requests that would have gone there still fail. Null: never.
   */
  static @Nullable Instant moved(RunRecord run) {
    RunRecord.Clock clock = run.clock();
    Duration hold = run.goals().servedHold();
    Series share = run.of(Signal.SHARE).orElse(null);
    if (share == null) {
      return null;
    }
    Instant gone = share.heldFrom(clock.fault(), clock.end(), hold, v -> v <= LITTLE);
    double before = share.mean(clock.begin(), clock.fault()).orElse(0);
    Series errors = run.of(Signal.ERRORS).orElse(null);
    if (gone == null || errors == null || before <= LITTLE) {
      return gone;
    }
    Instant served = errors.heldFrom(clock.fault(), clock.end(), hold, v -> v <= before / 2);
    return served == null ? null : served.isAfter(gone) ? served : gone;
  }
}
