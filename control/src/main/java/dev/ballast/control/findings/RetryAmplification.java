// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How many times more is tried in the worst half minute of the fault than before it. */
final class RetryAmplification implements Formula {

  private static final Duration STORM = Duration.ofSeconds(30);

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String id() {
    return "amplification";
  }

  @Override
  public String title() {
    return "Retry amplification";
  }

  @Override
  public Ruling judge(RunRecord run) {
    Weighing weighing = new Weighing(this, run);
    RunRecord.Clock clock = run.clock();
    Optional<Series> attempts = run.of(Signal.ATTEMPTS);
    Optional<Series> intended = run.of(Signal.INTENDED);
    if (attempts.isEmpty() || intended.isEmpty()) {
      return weighing.unknown("nobody counted attempts beside requests");
    }
    double before = ratio(attempts.get(), intended.get(), clock.begin(), clock.fault());
    double during = worst(attempts.get(), intended.get(), clock);
    if (!(before > 0) || Double.isNaN(during)) {
      return weighing.unknown("nothing was tried before the fault, or while it lasted");
    }
    double times = during / before;
    return weighing
        .value(times, "x")
        .objective(run.goals().amplification())
        .from(attempts.get(), clock.begin(), clock.over())
        .from(intended.get(), clock.begin(), clock.over())
        .text("At worst %.2f attempts a request over half a minute, %.2f before.", during, before)
        .atMost(Severity.HIGH, "retries", "retry budgets of who calls what was broken");
  }

  private static double ratio(Series attempts, Series intended, Instant from, Instant to) {
    return attempts.total(from, to) / intended.total(from, to);
  }

  /** Of all half minutes of the fault: a storm is short, and over the whole it would not show. */
  private static double worst(Series attempts, Series intended, RunRecord.Clock clock) {
    double most = Double.NaN;
    Duration shortest =
        Duration.between(clock.fault(), clock.over()).compareTo(STORM) < 0
            ? Duration.between(clock.fault(), clock.over())
            : STORM;
    for (Series.Point point : attempts.between(clock.fault(), clock.over())) {
      Instant from = point.at().minus(shortest);
      if (!from.isBefore(clock.fault())) {
        double ratio = ratio(attempts, intended, from, point.at());
        most = ratio <= most || Double.isNaN(ratio) ? most : ratio;
      }
    }
    return most;
  }
}
