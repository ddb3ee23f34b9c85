// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.scorecard.KnownCase;
import dev.ballast.control.incident.scorecard.OwnRecord;
import dev.ballast.control.incident.scorecard.Share;
import dev.ballast.server.scorecard.EvalRun;
import dev.ballast.server.scorecard.ScorecardBook;
import dev.ballast.server.ui.ScorecardView.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers what the page on the diagnosis' accuracy shows. */
final class ScorecardPage {

  private static final Interval NOTHING = new Interval(Sight.UNKNOWN, "", "0", "0", "0");
  private static final int CASES = 50;
  private static final int UNCONFIRMED = 5;
  private static final int COMMIT = 9;

  private ScorecardPage() {}

  static ScorecardView of(ScorecardBook book, List<Incident> incidents, Sight sight) {
    OwnRecord own = book.own();
    List<EvalRun> runs = book.runs();
    List<ScorecardBook.Latest> latest = ScorecardBook.latest(runs);
    return new ScorecardView(
        sentence(own, latest),
        sub(own, latest),
        summary(own),
        own.cases().stream().limit(CASES).map(one -> line(one, sight)).toList(),
        unconfirmed(own, incidents, sight),
        latest.stream().map(one -> line(one, sight)).toList(),
        runs.stream().map(run -> line(run, sight)).toList(),
        detectors(own.falseAlarms(), "verdicts that it spoke for were wrong"),
        detectors(book.alarms().signals(), "anomalies: no incident came of them"));
  }

  private static String sentence(OwnRecord own, List<ScorecardBook.Latest> latest) {
    Share verdicts = own.verdicts();
    if (verdicts.isKnown()) {
      return "The cause was right in %d of your %d %s whose cause is known."
          .formatted(verdicts.hits(), verdicts.of(), verdicts.of() == 1 ? "incident" : "incidents");
    }
    return latest.isEmpty()
        ? "Nobody knows yet how good the diagnosis is here."
        : "Measured on %d %s of others, and not yet on yours."
            .formatted(latest.size(), latest.size() == 1 ? "system" : "systems");
  }

  private static String sub(OwnRecord own, List<ScorecardBook.Latest> latest) {
    Share verdicts = own.verdicts();
    String here =
        verdicts.isKnown()
            ? "With so few, the true share is between %s and %s (95 %%). "
                .formatted(Sight.percent(verdicts.low()), Sight.percent(verdicts.high()))
            : "Each incident whose cause you confirm is counted. ";
    return latest.isEmpty()
        ? here
        : here
            + "On labelled incidents of others it names the cause first in "
            + latest.stream()
                .filter(one -> one.score().ac1() != null)
                .map(one -> two(one.score().ac1()) + " (" + one.system() + ")")
                .collect(Collectors.joining(", "))
            + ".";
  }

  private static String summary(OwnRecord own) {
    if (!own.verdicts().isKnown()) {
      return "";
    }
    Share accused = own.accused();
    return "AC@1 %s, AC@3 %s, Avg@5 %s over those with a cause%s."
        .formatted(
            two(known(own.within(1))),
            two(known(own.within(3))),
            own.within(1).isKnown() ? two(own.average()) : Sight.UNKNOWN,
            accused.isKnown()
                ? "; somebody was blamed in %d of %d where nothing was wrong"
                    .formatted(accused.hits(), accused.of())
                : "");
  }

  private static @Nullable Double known(Share share) {
    return share.isKnown() ? share.ratio() : null;
  }

  private static ScorecardView.Case line(KnownCase one, Sight sight) {
    String word = one.isRight() ? "right" : one.named().isEmpty() ? "named nobody" : "wrong";
    String place = one.place() > 1 ? ", it was number " + one.place() : "";
    return new ScorecardView.Case(
        one.incident(),
        "/incidents/" + one.incident(),
        one.truth().text(),
        one.named().isEmpty() ? "nobody" : one.named(),
        one.isRight() ? "ok" : one.named().isEmpty() ? "unknown" : "bad",
        word + (one.isRight() ? "" : place),
        one.injected() ? "fault injected on purpose: " + one.by() : "confirmed by " + one.by(),
        sight.clock(one.onset()),
        sight.exact(one.onset()));
  }

  private static List<ScorecardView.Line> unconfirmed(
      OwnRecord own, List<Incident> incidents, Sight sight) {
    List<String> known = own.cases().stream().map(KnownCase::incident).toList();
    return incidents.stream()
        .filter(one -> !one.isOpen() && !known.contains(one.id()))
        .limit(UNCONFIRMED)
        .map(
            one ->
                new ScorecardView.Line(
                    one.id(),
                    IncidentWords.link(one) + "#confirm",
                    IncidentWords.headline(one),
                    sight.ago(one.endOr(sight.now()))))
        .toList();
  }

  private static ScorecardView.SystemLine line(ScorecardBook.Latest one, Sight sight) {
    EvalRun.SystemScore score = one.score();
    return new ScorecardView.SystemLine(
        one.system(),
        Integer.toString(score.cases()),
        interval(score.ac1(), score.ac1Low(), score.ac1High()),
        interval(score.ac3(), score.ac3Low(), score.ac3High()),
        two(score.avg5()),
        Integer.toString(score.unexplained()),
        score.healthyWindows() == 0
            ? Sight.UNKNOWN
            : score.healthyNamed() + " of " + score.healthyWindows(),
        Sight.seconds(score.msP50() / 1e3) + " / " + Sight.seconds(score.msP95() / 1e3),
        cut(one.run().commit()),
        when(one.run(), sight),
        sight.exact(one.run().at()));
  }

  private static ScorecardView.Run line(EvalRun run, Sight sight) {
    String late =
        run.onsetLateSeconds() == 0
            ? ""
            : "onset given %s too %s: "
                .formatted(
                    Sight.duration(Duration.ofSeconds(Math.abs(run.onsetLateSeconds()))),
                    run.onsetLateSeconds() > 0 ? "late" : "early");
    return new ScorecardView.Run(
        when(run, sight),
        sight.exact(run.at()),
        run.data(),
        cut(run.commit()),
        late
            + run.systems().entrySet().stream()
                .map(e -> e.getKey() + " " + two(e.getValue().ac1()))
                .collect(Collectors.joining(", ")));
  }

  /** With the day, always: a measurement is looked at weeks later. */
  private static String when(EvalRun run, Sight sight) {
    return sight.day(run.at()) + " " + run.at().atZone(sight.zone()).getYear();
  }

  private static List<ScorecardView.Detector> detectors(
      SortedMap<String, Share> shares, String what) {
    return shares.entrySet().stream()
        .map(
            e ->
                new ScorecardView.Detector(
                    e.getKey(),
                    "%d of %d %s".formatted(e.getValue().hits(), e.getValue().of(), what),
                    interval(e.getValue().ratio(), e.getValue().low(), e.getValue().high())))
        .toList();
  }

  private static Interval interval(
      @Nullable Double share, @Nullable Double low, @Nullable Double high) {
    return share == null || low == null || high == null
        ? NOTHING
        : new Interval(
            two(share),
            two(low) + " to " + two(high),
            hundredth(share),
            hundredth(low),
            hundredth(high - low));
  }

  private static String hundredth(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String two(@Nullable Double share) {
    return share == null ? Sight.UNKNOWN : String.format(Locale.ROOT, "%.2f", share);
  }

  private static String cut(String commit) {
    return commit.isEmpty()
        ? Sight.UNKNOWN
        : commit.substring(0, Math.min(COMMIT, commit.length()));
  }
}
