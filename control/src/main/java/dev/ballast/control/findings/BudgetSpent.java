// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Optional;

/** The share of the error budget that the run took. */
final class BudgetSpent implements Formula {

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String id() {
    return "budget";
  }

  @Override
  public String title() {
    return "Error budget spent";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> errors = run.of(Signal.ERRORS);
    Optional<Series> rate = run.of(Signal.RATE);
    if (errors.isEmpty() || rate.isEmpty()) {
      return weighing.unknown("nobody measured errors and requests");
    }
    double usual = rate.get().mean(clock.begin(), clock.fault()).orElse(Double.NaN);
    double budget = usual * (run.goals().window().toMillis() / 1e3) * run.goals().mayFail();
    if (!(budget > 0)) {
      return weighing.unknown("no requests before the fault tell how many are usual");
    }
    double seconds = errors.get().step().toMillis() / 1e3;
    double bad =
        errors.get().between(clock.fault(), clock.end()).stream()
            .mapToDouble(p -> p.value() * seconds * rate.get().at(p.at()).orElse(usual))
            .sum();
    double share = bad / budget;
    return weighing
        .value(share, "of the budget")
        .objective(run.goals().budget())
        .from(errors.get(), clock.fault(), clock.end())
        .from(rate.get(), clock.begin(), clock.end())
        .text("%.0f failed requests are %.2f %% of the budget.", bad, share * 100)
        .atMost(Severity.MEDIUM, "slo", "the day hurt more users than it was allowed to");
  }
}
