// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.control.incident.Evidence;
import dev.ballast.control.incident.Impact;
import dev.ballast.control.incident.Incident;
import dev.ballast.control.incident.impact.ImpactReader;
import dev.ballast.server.board.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is hurt, as the page lists it; what nobody knows is said to be unknown. */
final class HurtFacts {

  private static final int JOURNEYS = 4;
  private static final int BUDGETS = 3;
  private static final int NEXT = 3;

  private HurtFacts() {}

  static List<IncidentView.Fact> of(Incident incident, Board board) {
    Impact impact = incident.impact();
    if (impact.equals(Impact.UNKNOWN)) {
      return List.of(fact("Impact", "", "not worked out yet", "unknown"));
    }
    List<IncidentView.Fact> facts = new ArrayList<>();
    if (impact.journeys().isEmpty()) {
      facts.add(fact("Journeys", "", impact.text(), "unknown"));
    }
    for (Impact.Journey journey : impact.journeys().stream().limit(JOURNEYS).toList()) {
      facts.add(
          fact(
              facts.isEmpty() ? "Journeys" : "",
              journey.operation(),
              "%s%s%s"
                  .formatted(
                      journey.service(),
                      journey.region().isEmpty() ? "" : ", " + journey.region(),
                      ratio(journey.badRatio())),
              ""));
    }
    facts.add(
        impact.requests() == null
            ? fact("Requests", "", "unknown: nothing counts them", "unknown")
            : fact(
                "Requests", IncidentNumbers.count(impact.requests()), "bad since the onset", ""));
    facts.add(
        impact.users() == null
            ? fact("Users", "", "unknown: telemetry names no users", "unknown")
            : fact("Users", IncidentNumbers.count(impact.users()), "at least", ""));
    budgets(incident, impact, board, facts);
    next(impact, facts);
    return facts;
  }

  private static void budgets(
      Incident incident, Impact impact, Board board, List<IncidentView.Fact> facts) {
    List<Evidence> spent =
        incident.evidence().stream()
            .filter(evidence -> evidence.kind().equals(ImpactReader.BUDGET))
            .limit(BUDGETS)
            .toList();
    if (impact.budgetMinutes() == null) {
      facts.add(fact("Budget", "", "nothing spent, or not known", "unknown"));
      return;
    }
    double scale = board.timeScale();
    facts.add(
        fact(
            "Budget",
            minutes(impact.budgetMinutes()),
            "of complete failure"
                + (scale == 1 ? "" : " (windows scaled 1:%s)".formatted(Sight.rate(scale))),
            ""));
    for (Evidence one : spent) {
      facts.add(
          fact(
              "",
              "",
              "%s: %s spent, %s left"
                  .formatted(
                      one.about(),
                      points(one.baseline(), one.observed()),
                      one.observed() == null ? Sight.UNKNOWN : Sight.budget(one.observed())),
              ""));
    }
  }

  private static String points(@Nullable Double then, @Nullable Double now) {
    return then == null || now == null
        ? Sight.UNKNOWN
        : String.format(Locale.ROOT, "%.0f points", (then - now) * 100);
  }

  static String minutes(double minutes) {
    return Sight.seconds(minutes * 60);
  }

  private static void next(Impact impact, List<IncidentView.Fact> facts) {
    if (impact.next().isEmpty()) {
      facts.add(fact("Next at risk", "", "nobody else calls it", ""));
    }
    for (Impact.AtRisk risk : impact.next().stream().limit(NEXT).toList()) {
      boolean first = risk.equals(impact.next().getFirst());
      facts.add(
          fact(
              first ? "Next at risk" : "",
              risk.service(),
              (risk.region().isEmpty() ? "" : risk.region() + ": ") + risk.why(),
              ""));
    }
  }

  private static String ratio(@Nullable Double ratio) {
    return ratio == null ? "" : ": " + Sight.percent(ratio) + " bad";
  }

  private static IncidentView.Fact fact(String name, String strong, String text, String css) {
    return new IncidentView.Fact(name, strong, text, css);
  }
}
