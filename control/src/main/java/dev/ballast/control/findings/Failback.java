// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Errors while what was broken comes back, and the rush on it. */
final class Failback implements Formula {

  @Override
  public int number() {
    return 23;
  }

  @Override
  public String id() {
    return "failback";
  }

  @Override
  public String title() {
    return "Coming back";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> errors = run.of(Signal.ERRORS);
    Instant heal = clock.heal();
    if (errors.isEmpty() || heal == null || errors.get().between(heal, clock.end()).isEmpty()) {
      return weighing.unknown("nothing was measured after it was healed");
    }
    double mean = errors.get().mean(heal, clock.end()).orElse(0);
    weighing
        .value(mean, "of requests")
        .objective(run.goals().failbackErrors())
        .from(errors.get(), heal, clock.end());
    double herd = herd(run, heal);
    Optional<Series> lag = run.of(Signal.LAG);
    lag.ifPresent(s -> weighing.from(s, heal, clock.end()));
    weighing.text(
        "%.3f %% of requests failed while it came back%s%s.",
        mean * 100,
        Double.isNaN(herd)
            ? ""
            : String.format(Locale.ROOT, ", the rush was %.1f times the usual", herd),
        lag.map(s -> s.at(clock.end()).orElse(Double.NaN))
            .filter(l -> !l.isNaN())
            .map(l -> ", replication is " + Weighing.seconds(l) + " behind in the end")
            .orElse(""));
    return mean > run.goals().failbackErrors()
        ? weighing.missed(Severity.HIGH, "restore", "how fast traffic comes back: stages and pace")
        : herd > run.goals().herd()
            ? weighing.missed(Severity.MEDIUM, "restore", "clients that all come back at once")
            : weighing.met();
  }

  private static double herd(RunRecord run, Instant heal) {
    Optional<Series> arrivals = run.of(Signal.HERD);
    if (arrivals.isEmpty()) {
      return Double.NaN;
    }
    double usual = arrivals.get().mean(run.clock().begin(), run.clock().fault()).orElse(Double.NaN);
    double peak =
        arrivals.get().between(heal, run.clock().end()).stream()
            .mapToDouble(Series.Point::value)
            .max()
            .orElse(Double.NaN);
    return usual > 0 ? peak / usual : Double.NaN;
  }
}
