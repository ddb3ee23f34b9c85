// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an SLO stands; numbers are null while there is no data. */
record SloJson(
    String slo,
    String displayName,
    String service,
    String region,
    String state,
    double target,
    @Nullable Double sli,
    @Nullable BudgetJson budget,
    List<BurnJson> burns,
    @Nullable Double exhaustedInSeconds,
    WindowJson window,
    List<String> queries,
    String problem,
    Instant evaluatedAt) {

  static SloJson of(SloStatus slo) {
    boolean known = slo.state() != SloStatus.State.NO_DATA;
    return new SloJson(
        slo.slo().value(),
        slo.displayName(),
        slo.place().service().value(),
        slo.place().region(),
        slo.state().name(),
        slo.target().value(),
        slo.sli().isPresent() ? slo.sli().getAsDouble() : null,
        known ? BudgetJson.of(slo) : null,
        slo.burns().stream().map(BurnJson::of).toList(),
        switch (slo.exhaustion()) {
          case Exhaustion.NotBurning() -> null;
          case Exhaustion.In(var left) -> Seconds.of(left);
          case Exhaustion.Spent() -> 0.0;
        },
        new WindowJson(
            Seconds.of(slo.window().written()),
            Seconds.of(slo.window().evaluated()),
            slo.window().timeScale()),
        slo.queries(),
        slo.problem(),
        slo.evaluatedAt());
  }

  /** Shares of the whole budget; remaining is negative when overspent. */
  record BudgetJson(
      @Nullable Double remaining,
      @Nullable Double remainingSoFar,
      @Nullable Double spent,
      @Nullable Double allowedEvents,
      @Nullable Double badEvents) {

    static BudgetJson of(SloStatus slo) {
      return new BudgetJson(
          Seconds.known(slo.budget().remaining()),
          Seconds.known(slo.budget().remainingSoFar()),
          Seconds.known(slo.budget().spent()),
          Seconds.known(slo.budget().allowed()),
          Seconds.known(slo.budget().bad()));
    }
  }

  /** One burn-rate rule; windows as evaluated. */
  record BurnJson(
      String rule,
      String severity,
      double factor,
      double longWindowSeconds,
      double shortWindowSeconds,
      @Nullable Double longRate,
      @Nullable Double shortRate,
      boolean firing) {

    static BurnJson of(Burn burn) {
      return new BurnJson(
          burn.rule().name(),
          burn.rule().severity().name().toLowerCase(Locale.ROOT),
          burn.rule().factor(),
          Seconds.of(burn.longWindow().window()),
          Seconds.of(burn.shortWindow().window()),
          burn.longWindow().known() ? Seconds.known(burn.longRate()) : null,
          burn.shortWindow().known() ? Seconds.known(burn.shortRate()) : null,
          burn.firing());
    }
  }

  /** The rolling window as written and, after time scaling, as evaluated. */
  record WindowJson(double writtenSeconds, double evaluatedSeconds, double timeScale) {}
}
