// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ACKNOWLEDGED;
import static dev.ballast.control.maturity.FactName.ACKNOWLEDGE_TIME;
import static dev.ballast.control.maturity.FactName.CAUSES_CONFIRMED;
import static dev.ballast.control.maturity.FactName.CAUSES_REPEATED;
import static dev.ballast.control.maturity.FactName.CAUSE_NAMED;
import static dev.ballast.control.maturity.FactName.CAUSE_TIME;
import static dev.ballast.control.maturity.FactName.CLOSED;
import static dev.ballast.control.maturity.FactName.RECOVERY_TIME;
import static dev.ballast.control.maturity.FactName.TROUBLE_SEEN;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** How incidents were seen, taken on, explained and ended. */
final class IncidentFacts {

  private static final Duration OPENS_WITHIN = Duration.ofMinutes(15);
  private static final Duration MAY_LAST = Duration.ofDays(7);

  private IncidentFacts() {}

  static void read(View view, Facts facts) {
    facts.saw(TROUBLE_SEEN, seen(view).share("unhealthy spells had an incident"));
    taken(view, facts);
    explained(view, facts);
    ended(view, facts);
  }

  /** A spell that only just began has still time to become an incident. */
  private static Tally seen(View view) {
    Tally tally = new Tally();
    for (Event event : view.events(TROUBLE_SEEN, "health.changed")) {
      Instant until = event.at().plus(OPENS_WITHIN);
      if (said(event, "to").equals("UNHEALTHY") && !until.isAfter(view.now())) {
        String service = said(event, "service");
        tally.add(
            view.shelf().of(service).touched().stream()
                .anyMatch(
                    story ->
                        !story.opening.at().isAfter(until)
                            && !story.endOrNever().isBefore(event.at())),
            event);
      }
    }
    return tally;
  }

  /** One that was over before anybody could come is nobody's fault, nor merit. */
  private static void taken(View view, Facts facts) {
    Tally taken = new Tally();
    Tally times = new Tally();
    for (Story story : view.stories(ACKNOWLEDGED)) {
      Event by = story.acknowledged;
      if (by != null) {
        times.add(Duration.between(story.opening.at(), by.at()), Tally.proof(by));
      }
      Instant end = story.resolved == null ? view.now() : story.resolved.at();
      boolean brief = Duration.between(story.opening.at(), end).compareTo(OPENS_WITHIN) < 0;
      if (by != null || (story.pages && !brief)) {
        taken.add(by != null, by == null ? story.opening : by);
      }
    }
    facts.saw(ACKNOWLEDGED, taken.share("paging incidents were taken on"));
    facts.saw(ACKNOWLEDGE_TIME, times.median("median time until somebody took it on"));
  }

  private static void explained(View view, Facts facts) {
    Tally named = new Tally();
    Tally times = new Tally();
    for (Story story : view.stories(CAUSE_NAMED)) {
      Event by = story.named;
      named.add(by != null, by == null ? story.opening : by);
      if (by != null) {
        times.add(Duration.between(story.onset, by.at()), Tally.proof(by));
      }
    }
    facts.saw(CAUSE_NAMED, named.share("incidents got a cause without a person"));
    facts.saw(CAUSE_TIME, times.median("median time from onset to cause"));
    Tally confirmed = new Tally();
    Tally repeated = Tally.ofHarm();
    Set<String> causes = new HashSet<>();
    for (Story story : view.stories(CAUSES_CONFIRMED)) {
      if (story.resolved != null) {
        confirmed.add(
            story.confirmed != null, story.confirmed == null ? story.opening : story.confirmed);
      }
      if (!story.cause.isEmpty()) {
        repeated.add(!causes.add(story.cause), story.opening);
      }
    }
    facts.saw(CAUSES_CONFIRMED, confirmed.share("incidents that are over have a true cause"));
    facts.saw(CAUSES_REPEATED, repeated.share("incidents had a cause that was there before"));
  }

  private static void ended(View view, Facts facts) {
    Tally closed = new Tally();
    Tally times = new Tally();
    for (Story story : view.stories(CLOSED)) {
      Event by = story.resolved;
      if (by != null) {
        closed.add(true, by);
        times.add(Duration.between(story.onset, by.at()), Tally.proof(by));
      } else if (!story.opening.at().plus(MAY_LAST).isAfter(view.now())) {
        closed.add(false, story.opening);
      }
    }
    facts.saw(CLOSED, closed.share("incidents were brought to an end"));
    facts.saw(RECOVERY_TIME, times.median("median time from onset to end"));
  }
}
