// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.slo.Alarm;
import dev.ballast.control.slo.Burn;
import dev.ballast.control.slo.Exhaustion;
import dev.ballast.control.slo.SloDetails;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.control.slo.replay.Exclusions;
import dev.ballast.model.AlertPolicy;
import dev.ballast.model.Budgeting;
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
    Instant evaluatedAt,
    String budgeting,
    CoverageJson coverage,
    @Nullable BoundsJson bounds,
    List<ComponentJson> components,
    List<ExclusionJson> exclusions,
    double exclusionCap,
    List<AlertJson> alerts) {

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
            slo.window().timeScale(),
            slo.window().span().from(),
            slo.window().span().to(),
            slo.window().isCalendar()),
        slo.queries(),
        slo.problem(),
        slo.evaluatedAt(),
        word(slo.details().budgeting()),
        new CoverageJson(slo.coverage().recent().value(), slo.coverage().budget().value()),
        slo.details().bounds().stream().map(BoundsJson::of).findFirst().orElse(null),
        slo.details().components().stream().map(ComponentJson::of).toList(),
        slo.details().exclusions().audit().stream().map(ExclusionJson::of).toList(),
        slo.details().exclusions().cap().value(),
        slo.details().alarms().stream().map(AlertJson::of).toList());
  }

  private static String word(Budgeting budgeting) {
    return switch (budgeting) {
      case Budgeting.Occurrences _, Budgeting.Unstated _ -> "occurrences";
      case Budgeting.Timeslices _ -> "timeslices";
      case Budgeting.RatioTimeslices _ -> "ratio_timeslices";
    };
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

  /** The window as written and, after time scaling, as evaluated; a calendar's may end later. */
  record WindowJson(
      double writtenSeconds,
      double evaluatedSeconds,
      double timeScale,
      Instant from,
      Instant to,
      boolean calendar) {}

  /** Shares of the last hour and of the whole window that have data. */
  record CoverageJson(double recent, double window) {}

  /** What the lowest and the highest possible count of good events say. */
  record BoundsJson(
      @Nullable Double sliLow,
      @Nullable Double sliHigh,
      @Nullable Double remainingLow,
      @Nullable Double remainingHigh,
      String stateLow,
      String stateHigh,
      String text) {

    static BoundsJson of(SloDetails.Bounds bounds) {
      return new BoundsJson(
          Seconds.known(bounds.sliLow()),
          Seconds.known(bounds.sliHigh()),
          Seconds.known(bounds.remainingLow()),
          Seconds.known(bounds.remainingHigh()),
          bounds.low().name(),
          bounds.high().name(),
          bounds.why());
    }
  }

  /** One objective of a composite, judged by itself. */
  record ComponentJson(
      String name,
      double target,
      double weight,
      String state,
      @Nullable Double remaining,
      @Nullable Double spent) {

    static ComponentJson of(SloDetails.Component component) {
      boolean known = component.state() != SloStatus.State.NO_DATA;
      return new ComponentJson(
          component.name(),
          component.target().value(),
          component.weight(),
          component.state().name(),
          known ? Seconds.known(component.budget().remaining()) : null,
          known ? Seconds.known(component.budget().spent()) : null);
    }
  }

  /** A time that was declared not to count, and what of it really does not. */
  record ExclusionJson(
      Instant from,
      Instant to,
      Instant grantedFrom,
      Instant grantedTo,
      double refusedSeconds,
      double cap,
      String reason,
      String by) {

    static ExclusionJson of(Exclusions.Audited audited) {
      return new ExclusionJson(
          audited.exclusion().span().from(),
          audited.exclusion().span().to(),
          audited.granted().from(),
          audited.granted().to(),
          Seconds.of(audited.refused()),
          audited.cap().value(),
          audited.exclusion().reason(),
          audited.exclusion().by());
    }
  }

  /** An alert policy of the SLO's owner, and whether its condition holds at this evaluation. */
  record AlertJson(
      String policy,
      String severity,
      String condition,
      double threshold,
      double lookbackSeconds,
      double alertAfterSeconds,
      List<String> when,
      @Nullable Double burnRate,
      String state) {

    static AlertJson of(Alarm alarm) {
      AlertPolicy policy = alarm.policy();
      return new AlertJson(
          policy.name(),
          policy.severity(),
          policy.condition().operator().name().toLowerCase(Locale.ROOT),
          policy.condition().threshold(),
          Seconds.of(policy.condition().lookback()),
          Seconds.of(policy.condition().alertAfter()),
          policy.when().stream().map(w -> w.name().toLowerCase(Locale.ROOT)).sorted().toList(),
          alarm.burn().longWindow().known() ? Seconds.known(alarm.burn().longRate()) : null,
          alarm.state().name());
    }
  }
}
