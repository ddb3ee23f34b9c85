// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.List;

/** What is left of the tightest limit of those who carry all of it. */
final class HeadroomLeft implements Formula {

  @Override
  public int number() {
    return 19;
  }

  @Override
  public String id() {
    return "headroom";
  }

  @Override
  public String title() {
    return "Headroom of survivors";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    List<Series> uses = run.all(Signal.USE);
    double most = Double.NaN;
    String tightest = "";
    for (Series use : uses) {
      double peak =
          use.between(clock.fault(), clock.over()).stream()
              .mapToDouble(Series.Point::value)
              .max()
              .orElse(Double.NaN);
      if (!Double.isNaN(peak) && !(peak <= most)) {
        most = peak;
        tightest = use.name();
      }
      weighing.from(use, clock.fault(), clock.over());
    }
    if (Double.isNaN(most)) {
      return weighing.unknown("nobody measured limits of the survivors");
    }
    double left = 1 - most;
    weighing
        .value(left, "of the limit")
        .objective(run.goals().headroom())
        .text("%.0f %% were left of %s.", left * 100, tightest);
    return left < run.goals().headroom()
        ? weighing.missed(
            left <= 0 ? Severity.CRITICAL : Severity.HIGH, "capacity", "capacity of the survivors")
        : weighing.met();
  }
}
