// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.BREACHES_PREVENTED;
import static dev.ballast.control.maturity.FactName.FORECAST_AHEAD;
import static dev.ballast.control.maturity.FactName.FORECAST_CALIBRATED;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.model.Event;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether limits were foretold, when they were said to be reached, and whether that was averted.
 */
final class ForecastFacts {

  private final Tally ahead = new Tally();
  private final Tally calibrated = new Tally();
  private final Tally prevented = new Tally();
  private final View view;

  private ForecastFacts(View view) {
    this.view = view;
  }

  /** One series of a capacity, from the first warning until it is fine again. */
  private static final class Course {
    @Nullable Event foretold;
    boolean breached;
  }

  static void read(View view, Facts facts) {
    ForecastFacts all = new ForecastFacts(view);
    Map<String, Course> courses = new HashMap<>();
    for (Event event : view.events(FORECAST_AHEAD, "capacity.changed")) {
      all.hear(
          courses.computeIfAbsent(
              said(event, "capacity") + " " + said(event, "series"), _ -> new Course()),
          event);
    }
    courses.values().forEach(all::close);
    facts.saw(FORECAST_AHEAD, all.ahead.share("limits that were reached had been foretold"));
    facts.saw(
        FORECAST_CALIBRATED, all.calibrated.share("foretold breaches came in their interval"));
    facts.saw(BREACHES_PREVENTED, all.prevented.share("foretold breaches were averted"));
  }

  private void hear(Course course, Event event) {
    Event before = course.foretold;
    switch (said(event, "outlook")) {
      case "WITHIN" -> {
        if (before == null && !course.breached) {
          course.foretold = event;
        }
      }
      case "BREACHED_NOW" -> {
        if (!course.breached) {
          ahead.add(before != null, event);
          if (before != null) {
            calibrated.add(isWithin(before, event.at()), event);
            prevented.add(false, event);
          }
        }
        course.breached = true;
        course.foretold = null;
      }
      case "NOT_WITHIN" -> {
        if (before != null && acted(before, event)) {
          prevented.add(true, event);
        }
        course.foretold = null;
        course.breached = false;
      }
      default -> {
        // Too little data says nothing, and takes nothing back.
      }
    }
  }

  /** What was foretold and is past its interval by now did not come as it was said. */
  private void close(Course course) {
    Event open = course.foretold;
    if (open != null && Story.instant(said(open, "p90"), Instant.MAX).isBefore(view.now())) {
      calibrated.add(false, open);
    }
  }

  private static boolean isWithin(Event foretold, Instant at) {
    Instant from = Story.instant(said(foretold, "p10"), Instant.MAX);
    Instant to = Story.instant(said(foretold, "p90"), Instant.MAX);
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /**
   * A breach that did not come is only averted when somebody did something in between: more of it,
   * or another version. Else the forecast was wrong.
   */
  private boolean acted(Event foretold, Event fine) {
    String service = said(foretold, "service");
    boolean more = number(said(fine, "limit")) > number(said(foretold, "limit"));
    return more
        || Stream.of("change.scaled", "change.deployed", "change.configured", "healing.acted")
            .flatMap(name -> view.shelf().of(service).named(name).stream())
            .anyMatch(
                change -> change.at().isAfter(foretold.at()) && change.at().isBefore(fine.at()));
  }

  private static double number(String text) {
    try {
      return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}
