// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.CANARY_JUDGED;
import static dev.ballast.control.maturity.FactName.CANARY_ROLLED_BACK;
import static dev.ballast.control.maturity.FactName.CANARY_USED;
import static dev.ballast.control.maturity.FactName.RELEASES;
import static dev.ballast.control.maturity.FactName.RELEASES_FAILED;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.control.maturity.FactName;
import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How releases went out, and what came of them. */
final class ReleaseFacts {

  private static final Duration HARM_WITHIN = Duration.ofHours(1);
  private static final Set<String> BY_HAND = Set.of("abort", "ABORT");

  private ReleaseFacts() {}

  static void read(View view, Facts facts) {
    Tally often = new Tally();
    view.releases(RELEASES).forEach(release -> often.add(true, release.event()));
    facts.saw(RELEASES, often.count("releases in 30 days"));
    Tally steps = new Tally();
    view.releases(CANARY_USED).forEach(one -> steps.add(one.inSteps(), one.event()));
    facts.saw(CANARY_USED, steps.share("releases went in steps"));
    facts.saw(RELEASES_FAILED, failed(view).share("releases did harm"));
    facts.saw(CANARY_JUDGED, judged(view).share("rollouts were judged before they had all"));
    facts.saw(CANARY_ROLLED_BACK, rolledBack(view).count("rollouts went back by themselves"));
  }

  /** Those that only just went out have still time to do harm. */
  private static Tally failed(View view) {
    Tally tally = Tally.ofHarm();
    for (Release release : view.releases(RELEASES_FAILED)) {
      Instant until = release.at().plus(HARM_WITHIN);
      if (until.isAfter(view.now())) {
        continue;
      }
      Shelf.Slice slice = view.shelf().of(release.service());
      boolean hurt =
          slice.stories().stream().anyMatch(story -> isIn(story.onset, release.at(), until));
      boolean undone =
          slice.named("change.rolled_back").stream()
              .anyMatch(event -> isIn(event.at(), release.at(), until));
      tally.add(hurt || undone, release.event());
    }
    return tally;
  }

  private static boolean isIn(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /** By rollout: whether any verdict came between the first traffic and the end. */
  private static Tally judged(View view) {
    Tally tally = new Tally();
    Map<String, Boolean> under = new HashMap<>();
    for (Event event : told(view, CANARY_JUDGED, "rollout.changed", "rollout.judged")) {
      String name = said(event, "rollout");
      if (event.name().equals("rollout.judged")) {
        under.computeIfPresent(name, (_, _) -> true);
        continue;
      }
      switch (said(event, "to")) {
        case "Progressing" -> under.put(name, false);
        case "Promoting", "Succeeded" -> {
          Boolean heard = under.remove(name);
          if (heard != null) {
            tally.add(heard, event);
          }
        }
        case "Failed" -> under.remove(name);
        default -> {
          // The other phases say nothing about it.
        }
      }
    }
    return tally;
  }

  /** What a person ordered is no merit of the canary. */
  static Tally rolledBack(View view) {
    Tally tally = new Tally();
    Map<String, Boolean> ordered = new HashMap<>();
    for (Event event : told(view, CANARY_ROLLED_BACK, "rollout.changed", "rollout.commanded")) {
      String name = said(event, "rollout");
      if (event.name().equals("rollout.commanded")) {
        ordered.put(name, BY_HAND.contains(said(event, "command")));
      } else if (said(event, "to").equals("Progressing")) {
        ordered.remove(name);
      } else if (said(event, "to").equals("Failed")) {
        tally.add(!ordered.getOrDefault(name, false), event);
      }
    }
    return tally;
  }

  private static List<Event> told(View view, FactName fact, String one, String other) {
    return Stream.of(one, other)
        .flatMap(name -> view.events(fact, name).stream())
        .sorted(Comparator.comparing(Event::at).thenComparingLong(Event::sequence))
        .toList();
  }
}
