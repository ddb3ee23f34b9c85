// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.GATE_ASKED;
import static dev.ballast.control.maturity.FactName.GATE_COVERS;
import static dev.ballast.control.maturity.FactName.GATE_OBEYED;
import static dev.ballast.control.maturity.FactName.GATE_STRICT;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.control.maturity.FactName;
import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Whether error budgets decide on releases: asked, answered rightly, and obeyed. */
final class GateFacts {

  private static final Duration GOOD_FOR = Duration.ofDays(1);

  private GateFacts() {}

  static void read(View view, Facts facts) {
    Tally asked = new Tally();
    List<Event> recent = decisions(view, GATE_ASKED);
    recent.forEach(event -> asked.add(true, event));
    if (recent.isEmpty()) {
      view.releases(GATE_ASKED).forEach(release -> asked.add(false, release.event()));
    }
    facts.saw(GATE_ASKED, asked.count("decisions"));
    Tally covered = new Tally();
    for (Release release : view.releases(GATE_COVERS)) {
      covered.add(
          Stream.of("gate.decided", "rollout.gated")
              .flatMap(name -> view.shelf().of(release.service()).named(name).stream())
              .anyMatch(event -> isBefore(event, release)),
          release.event());
    }
    facts.saw(GATE_COVERS, covered.share("releases were decided on before"));
    facts.saw(GATE_OBEYED, obeyed(view).share("denials were kept to"));
    Tally strict = new Tally();
    for (Event event : view.events(GATE_STRICT, "gate.decided")) {
      if (number(said(event, "budget_remaining")) <= 0) {
        strict.add(!said(event, "verdict").equals("ALLOW"), event);
      }
    }
    facts.saw(GATE_STRICT, strict.share("decisions on a spent budget were no plain ALLOW"));
  }

  private static List<Event> decisions(View view, FactName fact) {
    return Stream.of("gate.decided", "rollout.gated")
        .flatMap(name -> view.events(fact, name).stream())
        .toList();
  }

  /** A denial holds until the next decision, and for a day; an emergency is asked for anew. */
  private static Tally obeyed(View view) {
    Tally tally = new Tally();
    for (Event denial : view.events(GATE_OBEYED, "gate.decided")) {
      if (said(denial, "verdict").equals("DENY")) {
        Shelf.Slice slice = view.shelf().of(said(denial, "service"));
        Instant next =
            slice.named("gate.decided").stream()
                .filter(other -> said(other, "verdict").startsWith("ALLOW"))
                .map(Event::at)
                .filter(at -> at.isAfter(denial.at()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant day = denial.at().plus(GOOD_FOR);
        Instant until = next.isBefore(day) ? next : day;
        tally.add(
            slice.releases().stream()
                .noneMatch(
                    release -> release.at().isAfter(denial.at()) && release.at().isBefore(until)),
            denial);
      }
    }
    return tally;
  }

  /** A rollout is gated as soon as it begins. */
  private static boolean isBefore(Event event, Release release) {
    Instant latest =
        event.name().equals("rollout.gated") ? release.at().plusSeconds(60) : release.at();
    return !event.at().isAfter(latest) && !event.at().isBefore(release.at().minus(GOOD_FOR));
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
