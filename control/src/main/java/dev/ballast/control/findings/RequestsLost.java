// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.util.Optional;

/** Requests that were to be sent and were not answered well, unsent ones included. */
final class RequestsLost implements Formula {

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String id() {
    return "requestsLost";
  }

  @Override
  public String title() {
    return "Requests lost";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> intended = run.of(Signal.INTENDED);
    Optional<Series> succeeded = run.of(Signal.SUCCEEDED);
    if (intended.isEmpty() || succeeded.isEmpty()) {
      return weighing.unknown("no load with a fixed rate was sent");
    }
    double sent = intended.get().total(clock.fault(), clock.end());
    double lost = Math.max(0, sent - succeeded.get().total(clock.fault(), clock.end()));
    double perMinute = intended.get().mean(clock.fault(), clock.end()).orElse(0) * 60;
    return weighing
        .value(lost, "requests")
        .objective(perMinute * run.goals().errorMinutes())
        .from(intended.get(), clock.fault(), clock.end())
        .from(succeeded.get(), clock.fault(), clock.end())
        .text("%.0f of %.0f requests were lost.", lost, sent)
        .atMost(Severity.HIGH, "failover", "how long requests go where nobody answers");
  }
}
