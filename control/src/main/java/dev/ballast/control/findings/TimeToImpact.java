// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Optional;

/** When users begin to feel it; a finding when nobody is told for too long after that. */
final class TimeToImpact implements Formula {

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String id() {
    return "impact";
  }

  @Override
  public String title() {
    return "Time to impact";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> errors = run.of(Signal.ERRORS);
    if (errors.isEmpty()) {
      return weighing.unknown("nobody measured users' errors");
    }
    Series series = errors.get();
    Optional<Series.Point> first =
        series.between(clock.fault(), clock.over()).stream()
            .filter(p -> p.value() > run.goals().mayFail())
            .findFirst();
    weighing
        .from(series, clock.fault(), clock.over())
        .value(first.map(p -> run.seconds(p.at())).orElse(Double.POSITIVE_INFINITY), "s");
    if (first.isEmpty()) {
      return weighing.text("Users did not feel it.").met();
    }
    if (run.alerts() == null) {
      return weighing.text("Users felt it after %s.", seconds(run, first.get().at())).met();
    }
    Instant patience = first.get().at().plus(run.goals().detect());
    boolean told = run.alerts().stream().anyMatch(a -> run.fits(a) && !a.at().isAfter(patience));
    weighing.text(
        "Users felt it after %s, %s",
        seconds(run, first.get().at()),
        told ? "and somebody was told in time." : "and nobody was told in time.");
    return told || patience.isAfter(clock.over())
        ? weighing.met()
        : weighing.missed(Severity.HIGH, "alerts", "no alert watches what users feel");
  }

  private static String seconds(RunRecord run, Instant at) {
    return Weighing.seconds(run.seconds(at));
  }
}
