// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.healing.Approval;
import dev.ballast.control.healing.Episode;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.healing.Outcome;
import dev.ballast.control.healing.Phase;
import dev.ballast.control.healing.Reading;
import dev.ballast.control.healing.Stop;
import dev.ballast.control.healing.Verdict;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Remediation;
import dev.ballast.model.Runbook;
import dev.ballast.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gathers what the page on healing shows. */
final class HealingPage {

  private static final int MOST = 50;

  private final Map<String, Remediation> rules;
  private final Function<Episode, Runbook> runbooks;
  private final boolean operator;
  private final Sight sight;

  private HealingPage(
      Map<String, Remediation> rules,
      Function<Episode, Runbook> runbooks,
      boolean operator,
      Sight sight) {
    this.rules = rules;
    this.runbooks = runbooks;
    this.operator = operator;
    this.sight = sight;
  }

  static HealingView of(
      Map<String, Remediation> rules,
      Function<Episode, Runbook> runbooks,
      List<Episode> episodes,
      Stop stop,
      boolean operator,
      Sight sight) {
    HealingPage page = new HealingPage(rules, runbooks, operator, sight);
    List<Episode> newest = episodes.reversed();
    List<Episode> open = newest.stream().filter(Episode::isOpen).toList();
    return new HealingView(
        sentence(rules, open, stop),
        "Every action goes the same way, whoever wants it: all guardrails are asked, the intent is written down, and what does not help is taken back.",
        stop.on() ? stop.by() + ": " + stop.why() : "",
        operator,
        rules.values().stream().map(HealingPage::rule).toList(),
        open.stream().limit(MOST).map(page::line).toList(),
        newest.stream().filter(e -> !e.isOpen()).limit(MOST).map(page::line).toList());
  }

  private static String sentence(Map<String, Remediation> rules, List<Episode> open, Stop stop) {
    if (stop.on()) {
      return "Healing is stopped.";
    }
    if (rules.isEmpty()) {
      return "Nothing is healed: no Remediation is configured.";
    }
    long working = open.stream().filter(Episode::isActive).count();
    long waiting = open.size() - working;
    return open.isEmpty()
        ? "Nothing has to be healed."
        : "%d at work, %d waiting.".formatted(working, waiting);
  }

  private static HealingView.Rule rule(Remediation one) {
    String trigger =
        switch (one.trigger()) {
          case Trigger.OfHealth of -> "health " + of.from().name().toLowerCase(Locale.ROOT);
          case Trigger.OfQuery of -> of.promql();
          case Trigger.OfForecast of ->
              "forecast of %s above %s each".formatted(of.load(), of.each());
          case Trigger.OfIncident of -> "incident " + (of.cause().isEmpty() ? "any" : of.cause());
        };
    return new HealingView.Rule(
        one.name(),
        one.region().isEmpty() ? one.service().value() : one.service() + " in " + one.region(),
        trigger,
        word(one.action()),
        one.autonomy().name().toLowerCase(Locale.ROOT),
        one.description());
  }

  private static String word(HealingAction action) {
    return action.word();
  }

  private HealingView.Line line(Episode one) {
    boolean decides = operator && one.phase() == Phase.WAITING;
    boolean asked = one.verdicts().stream().anyMatch(v -> v.kind() == Verdict.Kind.ASK);
    Intent intent = one.intent();
    Remediation rule = rules.get(one.remediation());
    return new HealingView.Line(
        one.id(),
        one.remediation() + " on " + one.place(),
        css(one),
        one.phase().word() + outcome(one),
        one.text(),
        intent == null ? "" : intent.text(),
        readings(one.before(), one.latest()),
        rule == null ? "" : rule.runbook(),
        rule != null && rule.runbook().matches("https?://.*") ? rule.runbook() : "",
        one.isOpen() ? runbooks.apply(one).commands() : List.of(),
        sight.distance(one.phaseAt()),
        one.phaseAt().toString(),
        decides && asked ? "/healing/" + one.id() + "/approve" : "",
        decides ? "/healing/" + one.id() + "/deny" : "",
        one.verdicts().stream().map(HealingPage::said).toList(),
        trail(one));
  }

  private List<HealingView.Said> trail(Episode one) {
    List<HealingView.Said> lines = new ArrayList<>();
    one.trail()
        .forEach(
            note ->
                lines.add(
                    new HealingView.Said(
                        sight.distance(note.at()), "", note.phase().word(), note.text())));
    for (Approval approval : one.approvals()) {
      lines.add(
          new HealingView.Said(sight.distance(approval.at()), "", "yes", "from " + approval.by()));
    }
    return lines;
  }

  private static HealingView.Said said(Verdict one) {
    String css =
        switch (one.kind()) {
          case PASS -> "ok";
          case ASK -> "warn";
          case HOLD -> "bad";
        };
    return new HealingView.Said(
        one.guardrail(), css, one.kind().name().toLowerCase(Locale.ROOT), one.text());
  }

  private static String css(Episode one) {
    return switch (one.phase()) {
      case HEALED -> "ok";
      case ESCALATED -> "bad";
      case WAITING, ACTING, VERIFYING, HOLDING, UNDOING, UNDONE -> "warn";
      case PASSED, DENIED, EXPIRED -> "unknown";
    };
  }

  private static String outcome(Episode one) {
    return one.outcome() == Outcome.NONE
        ? ""
        : ", " + one.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String readings(@Nullable Reading before, @Nullable Reading latest) {
    return before == null || latest == null
        ? ""
        : "here %s → %s, where nothing was done %s → %s"
            .formatted(
                number(before.target()),
                number(latest.target()),
                number(before.control()),
                number(latest.control()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.4f", value);
  }
}
