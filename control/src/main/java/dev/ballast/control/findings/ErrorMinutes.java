// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Optional;

/** How long too many requests failed, and how many full minutes that is. */
final class ErrorMinutes implements Formula {

  @Override
  public int number() {
    return 6;
  }

  @Override
  public String id() {
    return "errorMinutes";
  }

  @Override
  public String title() {
    return "Error minutes";
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
    double width = series.step().toMillis() / 60e3;
    double minutes =
        width
            * series.between(clock.fault(), clock.end()).stream()
                .filter(p -> p.value() > run.goals().mayFail())
                .count();
    double full =
        width
            * series.between(clock.fault(), clock.end()).stream()
                .mapToDouble(Series.Point::value)
                .sum();
    return weighing
        .value(minutes, "min")
        .objective(run.goals().errorMinutes())
        .from(series, clock.fault(), clock.end())
        .text("%.1f min with too many errors; as much as %.1f min without service.", minutes, full)
        .atMost(Severity.HIGH, "failover", "how long requests go where nobody answers");
  }
}
