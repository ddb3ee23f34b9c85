// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.Evidence;
import dev.ballast.control.predict.capacity.Outlook;
import dev.ballast.control.predict.capacity.Urgency;
import dev.ballast.control.predict.capacity.Verdict;
import dev.ballast.control.predict.capacity.When;
import dev.ballast.model.Capacity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the verdict on one series into the words of a page. */
final class SeriesView {

  private static final double SURE = 0.005;

  private SeriesView() {}

  static CapacityView.Line line(CapacityReport report, Verdict verdict, Sight sight) {
    Capacity capacity = report.capacity();
    boolean unknown = verdict.advice().urgency() == Urgency.UNKNOWN;
    return new CapacityView.Line(
        id(report, verdict),
        capacity.name().value(),
        "/capacity/" + capacity.name(),
        where(verdict),
        state(verdict.advice().urgency()),
        new Amount(capacity.measure().unit()).words(verdict.value()),
        use(capacity, verdict),
        unknown ? Sight.UNKNOWN : likely(verdict.advice().withinDecision()),
        when(verdict.outlook(), sight),
        verdict.advice().sentence());
  }

  static CapacityView.Series full(
      CapacityReport report, Verdict verdict, Sight sight, Happenings happenings) {
    Capacity.Timing timing = report.capacity().timing().dividedBy(report.timeScale());
    FanDrawing fan = new FanDrawing(sight, report.capacity(), timing, verdict.at(), happenings);
    CurveDrawing curve = new CurveDrawing(sight, report.capacity(), timing, verdict.at());
    return new CapacityView.Series(
        line(report, verdict, sight),
        sight.clock(verdict.advice().since()),
        notice(verdict.outlook(), sight),
        verdict.outlook() instanceof Outlook.BreachedNow,
        dates(verdict.outlook(), sight),
        fan.draw(verdict.fan(), verdict.outlook()),
        switch (verdict.outlook()) {
          case Outlook.Within within -> curve.draw(within.curve());
          case Outlook.NotWithin not -> curve.draw(not.curve());
          case Outlook.BreachedNow _, Outlook.InsufficientData _ -> Prospect.NONE;
        },
        verdict.advice().urgency() == Urgency.FINE ? "If it should run out" : "What to do",
        verdict.advice().action(),
        verdict.advice().command(),
        deadline(verdict.outlook(), timing, sight),
        verdict.evidence().changes(),
        proof(verdict.evidence(), sight));
  }

  /** The capacity and where. */
  static String name(CapacityReport report, Verdict verdict) {
    return report.capacity().name() + (where(verdict).isEmpty() ? "" : ", " + where(verdict));
  }

  /** What becomes of a series, in one sentence. */
  static String fate(CapacityReport report, Verdict verdict, Sight sight) {
    String what =
        report.capacity().name() + (where(verdict).isEmpty() ? "" : ", " + where(verdict));
    String limit =
        new Amount(report.capacity().measure().unit()).words(report.capacity().limit().at());
    return switch (verdict.outlook()) {
      case Outlook.BreachedNow now ->
          "%s: at its limit of %s since %s.".formatted(what, limit, sight.clock(now.since()));
      case Outlook.Within within ->
          "%s: reaches %s %s, as likely before as after."
              .formatted(what, limit, sight.distance(within.p50().time()));
      case Outlook.NotWithin not ->
          "Nearest is %s: it reaches %s before %s with a probability of %s."
              .formatted(what, limit, sight.clock(not.horizon()), likely(not.probability()));
      case Outlook.InsufficientData data -> "%s: %s.".formatted(what, data.reason());
    };
  }

  static CapacityView.State state(Urgency urgency) {
    return switch (urgency) {
      case ACT_NOW -> new CapacityView.State(Tone.BAD.css(), "Act now");
      case ACT -> new CapacityView.State(Tone.WARN.css(), "Act");
      case WATCH -> new CapacityView.State("predict", "Watch");
      case FINE -> new CapacityView.State(Tone.OK.css(), "Enough");
      case UNKNOWN -> new CapacityView.State(Tone.UNKNOWN.css(), Tone.UNKNOWN.word());
    };
  }

  /** The values of its labels, which is how people name it. */
  private static String where(Verdict verdict) {
    return verdict.labels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(" · "));
  }

  private static String id(CapacityReport report, Verdict verdict) {
    return report.capacity().name()
        + verdict.series().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
  }

  private static Meter use(Capacity capacity, Verdict verdict) {
    double least = Double.isFinite(capacity.limit().least()) ? capacity.limit().least() : 0;
    double share = (verdict.value() - least) / (capacity.limit().at() - least);
    if (!Double.isFinite(share)) {
      return new Meter(Tone.UNKNOWN, "0", "no data");
    }
    Tone tone =
        switch (verdict.advice().urgency()) {
          case ACT_NOW -> Tone.BAD;
          case ACT -> Tone.WARN;
          case WATCH, FINE, UNKNOWN -> Tone.UNKNOWN;
        };
    return new Meter(
        tone,
        String.format(Locale.ROOT, "%.1f", Math.clamp(share, 0, 1) * 100),
        Sight.percent(Math.max(0, share)) + " of the limit");
  }

  /** What two thousand simulated futures can tell apart. */
  private static String likely(double probability) {
    if (probability < SURE) {
      return "below\u00a01\u00a0%";
    }
    return probability > 1 - SURE
        ? "above\u00a099\u00a0%"
        : Sight.percent(Math.rint(probability * 100) / 100);
  }

  private static String when(Outlook outlook, Sight sight) {
    return switch (outlook) {
      case Outlook.BreachedNow now -> "since " + sight.clock(now.since());
      case Outlook.Within within ->
          "%s, %s".formatted(sight.distance(within.p50().time()), sight.clock(within.p50().time()));
      case Outlook.NotWithin not -> "probably not before " + sight.clock(not.horizon());
      case Outlook.InsufficientData _ -> Sight.UNKNOWN;
    };
  }

  private static String notice(Outlook outlook, Sight sight) {
    return switch (outlook) {
      case Outlook.BreachedNow now ->
          "The limit is reached since %s, for %s: there is nothing left to predict."
              .formatted(
                  sight.clock(now.since()),
                  Sight.duration(Duration.between(now.since(), sight.now())));
      case Outlook.InsufficientData data -> "Nothing can be said: " + data.reason();
      case Outlook.Within _, Outlook.NotWithin _ -> "";
    };
  }

  private static List<CapacityView.Date> dates(Outlook outlook, Sight sight) {
    List<CapacityView.Date> dates = new ArrayList<>();
    switch (outlook) {
      case Outlook.Within within -> {
        dates.add(date("p10", "1 in 10 by", within.p10(), sight));
        dates.add(date("p50", "as likely as not by", within.p50(), sight));
        dates.add(date("p90", "9 in 10 by", within.p90(), sight));
      }
      case Outlook.NotWithin not -> {
        dates.add(date("p10", "1 in 10 by", not.p10(), sight));
        dates.add(
            new CapacityView.Date(
                likely(not.probability()),
                "reached by the end of the horizon",
                sight.clock(not.horizon()),
                sight.distance(not.horizon()),
                sight.exact(not.horizon())));
      }
      case Outlook.BreachedNow _, Outlook.InsufficientData _ -> {}
    }
    return dates;
  }

  private static CapacityView.Date date(String name, String meaning, When when, Sight sight) {
    return switch (when) {
      case When.By by ->
          new CapacityView.Date(
              name,
              meaning,
              sight.clock(by.time()),
              sight.distance(by.time()),
              sight.exact(by.time()));
      case When.After after ->
          new CapacityView.Date(
              name,
              meaning,
              "after " + sight.clock(after.horizon()),
              "beyond the horizon",
              sight.exact(after.horizon()));
    };
  }

  /** Until when a decision still helps in nine of ten futures. */
  private static String deadline(Outlook outlook, Capacity.Timing timing, Sight sight) {
    if (!(outlook instanceof Outlook.Within within)) {
      return "";
    }
    Instant latest = within.p10().time().minus(timing.leadTime());
    String takes = "It takes %s".formatted(Sight.duration(timing.leadTime()));
    return latest.isAfter(sight.now())
        ? "%s: to be in time in 9 of 10 futures, begin by %s (%s)."
            .formatted(takes, sight.clock(latest), sight.distance(latest))
        : takes + ": it may be too late already, so begin now.";
  }

  private static CapacityView.Proof proof(Evidence evidence, Sight sight) {
    String missing = evidence.missing() == 0 ? "" : ", %d missing".formatted(evidence.missing());
    String season =
        evidence.season().isEmpty()
            ? ""
            : "; repeats every "
                + evidence.season().stream()
                    .map(steps -> Sight.duration(evidence.step().multipliedBy(steps)))
                    .collect(Collectors.joining(" and "));
    String paths =
        evidence.paths() == 0 ? "" : "; %,d simulated futures".formatted(evidence.paths());
    return new CapacityView.Proof(
        evidence.rule(),
        evidence.explanation(),
        evidence.query(),
        "%s to %s, %d values of %s%s%s%s"
            .formatted(
                sight.clock(evidence.from()),
                sight.clock(evidence.to()),
                evidence.values(),
                Sight.duration(evidence.step()),
                missing,
                season,
                paths),
        evidence.members().stream()
            .map(
                m ->
                    new CapacityView.Member(
                        m.name(),
                        Double.isNaN(m.error())
                            ? Sight.UNKNOWN
                            : String.format(Locale.ROOT, "%.2f", m.error()),
                        m.chosen()))
            .toList());
  }
}
