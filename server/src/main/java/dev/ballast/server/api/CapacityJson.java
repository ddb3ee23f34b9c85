// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.Curve;
import dev.ballast.control.predict.capacity.Evidence;
import dev.ballast.control.predict.capacity.Fan;
import dev.ballast.control.predict.capacity.Outlook.BreachedNow;
import dev.ballast.control.predict.capacity.Outlook.InsufficientData;
import dev.ballast.control.predict.capacity.Outlook.NotWithin;
import dev.ballast.control.predict.capacity.Outlook.Within;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.predict.capacity.When;
import dev.ballast.model.Capacity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capacity with its verdicts, worst first. Durations are as they pass: already divided by the
 * time scale.
 *
 * @param moreSeries that are not judged, since there are too many
 */
public record CapacityJson(
    String capacity,
    String service,
    String urgency,
    String sentence,
    double limit,
    String unit,
    String peak,
    String consecutive,
    double leadTimeSeconds,
    double safetySeconds,
    double stepSeconds,
    double horizonSeconds,
    double actAt,
    double clearAt,
    String action,
    String command,
    double timeScale,
    Instant evaluatedAt,
    List<VerdictJson> series,
    int moreSeries) {

  private static final int SPARK = 60;

  /**
   * One series.
   *
   * @param since when the urgency began
   * @param breachedSince null when it is not breached
   * @param reason why nothing can be said; empty otherwise
   * @param p10 null when past the horizon or unknown; so are p50 and p90
   * @param probability null when unknown
   * @param recent the newest values, for a small chart; null where there is none
   * @param detail curve, fan and evidence; null in the list
   */
  public record VerdictJson(
      String series,
      Map<String, String> labels,
      @Nullable Double value,
      String outlook,
      String urgency,
      Instant since,
      String sentence,
      @Nullable Instant breachedSince,
      String reason,
      @Nullable Instant p10,
      @Nullable Instant p50,
      @Nullable Instant p90,
      @Nullable ProbabilityJson probability,
      List<@Nullable Double> recent,
      @Nullable DetailJson detail) {}

  /** Of a breach. */
  public record ProbabilityJson(double leadTime, double decision, double horizon) {}

  /** What is drawn, and what the verdict rests on. */
  public record DetailJson(
      List<Curve.Point> curve,
      List<PointJson> history,
      List<Fan.Band> forecast,
      EvidenceOfCapacityJson evidence) {}

  /** A value that was; null where there is none. */
  public record PointJson(Instant at, @Nullable Double value) {}

  /** What it rests on. */
  public record EvidenceOfCapacityJson(
      String query,
      Instant from,
      Instant to,
      double stepSeconds,
      int values,
      int missing,
      int paths,
      List<Integer> season,
      List<String> changes,
      List<MemberJson> members,
      String explanation,
      String rule) {}

  /** A forecaster; its error is null when it could not be told. */
  public record MemberJson(String name, @Nullable Double errorVsSnaive, boolean chosen) {}

  public static CapacityJson of(CapacityReport report, boolean detailed) {
    Capacity capacity = report.capacity();
    Capacity.Timing timing = capacity.timing().dividedBy(report.timeScale());
    return new CapacityJson(
        capacity.name().value(),
        capacity.service().value(),
        report.urgency().name(),
        report.worst().advice().sentence(),
        capacity.limit().at(),
        capacity.measure().unit(),
        capacity.measure().peak().name().toLowerCase(Locale.ROOT),
        capacity.limit().breaches() + " of " + capacity.limit().of(),
        Seconds.of(timing.leadTime()),
        Seconds.of(timing.safety()),
        Seconds.of(timing.step()),
        Seconds.of(timing.horizon()),
        capacity.response().actAt().value(),
        capacity.response().clearAt().value(),
        capacity.response().action(),
        capacity.response().command(),
        report.timeScale(),
        report.at(),
        report.verdicts().stream().map(verdict -> verdict(verdict, detailed)).toList(),
        report.more());
  }

  private static VerdictJson verdict(Verdict verdict, boolean detailed) {
    @Nullable Instant breached = null;
    String reason = "";
    @Nullable Instant p10 = null;
    @Nullable Instant p50 = null;
    @Nullable Instant p90 = null;
    List<Curve.Point> curve = List.of();
    double horizon = 0;
    switch (verdict.outlook()) {
      case BreachedNow(Instant since) -> {
        breached = since;
        horizon = 1;
      }
      case Within within -> {
        p10 = within.p10().time();
        p50 = within.p50().time();
        p90 = time(within.p90());
        curve = within.curve().points();
        horizon = within.curve().last();
      }
      case NotWithin not -> {
        p10 = time(not.p10());
        curve = not.curve().points();
        horizon = not.probability();
      }
      case InsufficientData(String why) -> reason = why;
    }
    boolean known = reason.isEmpty();
    return new VerdictJson(
        verdict.series(),
        verdict.labels(),
        Seconds.known(verdict.value()),
        verdict.outlook().word(),
        verdict.advice().urgency().name(),
        verdict.advice().since(),
        verdict.advice().sentence(),
        breached,
        reason,
        p10,
        p50,
        p90,
        known
            ? new ProbabilityJson(
                verdict.advice().withinLead(), verdict.advice().withinDecision(), horizon)
            : null,
        recent(verdict.fan()),
        detailed ? detail(verdict, curve) : null);
  }

  private static @Nullable Instant time(When when) {
    return switch (when) {
      case When.By(Instant time) -> time;
      case When.After _ -> null;
    };
  }

  private static List<@Nullable Double> recent(Fan fan) {
    List<@Nullable Double> values = new ArrayList<>();
    int from = Math.max(0, fan.history().size() - SPARK);
    fan.history()
        .subList(from, fan.history().size())
        .forEach(point -> values.add(Seconds.known(point.value())));
    return values;
  }

  private static DetailJson detail(Verdict verdict, List<Curve.Point> curve) {
    Evidence evidence = verdict.evidence();
    return new DetailJson(
        curve,
        verdict.fan().history().stream()
            .map(point -> new PointJson(point.at(), Seconds.known(point.value())))
            .toList(),
        verdict.fan().forecast(),
        new EvidenceOfCapacityJson(
            evidence.query(),
            evidence.from(),
            evidence.to(),
            Seconds.of(evidence.step()),
            evidence.values(),
            evidence.missing(),
            evidence.paths(),
            evidence.season(),
            evidence.changes(),
            evidence.members().stream()
                .map(m -> new MemberJson(m.name(), Seconds.known(m.error()), m.chosen()))
                .toList(),
            evidence.explanation(),
            evidence.rule()));
  }
}
