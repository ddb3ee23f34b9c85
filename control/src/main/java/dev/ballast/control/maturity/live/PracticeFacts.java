// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.ACTIONS_DONE;
import static dev.ballast.control.maturity.FactName.DEPENDENCIES_TESTED;
import static dev.ballast.control.maturity.FactName.EXPERIMENTS_PASSED;
import static dev.ballast.control.maturity.FactName.GAME_DAYS;
import static dev.ballast.control.maturity.FactName.TEAMS_EXERCISED;
import static dev.ballast.control.maturity.live.View.said;

import dev.ballast.control.maturity.Fact.Measured;
import dev.ballast.model.Event;
import dev.ballast.model.Service;
import dev.ballast.model.maturity.Proof;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people do to get better: exercises, experiments, and what they took on afterwards. */
final class PracticeFacts {

  private static final List<String> EXERCISES = List.of("gameday.finished", "experiment.finished");
  private static final Set<String> PASSED =
      Set.of("pass", "passed", "held", "holds", "confirmed", "success", "succeeded", "ok");
  private static final Set<String> FAILED =
      Set.of("fail", "failed", "refuted", "violated", "broken", "weakness", "halted");

  private PracticeFacts() {}

  static void read(View view, Facts facts) {
    Tally days = new Tally();
    view.events(GAME_DAYS, "gameday.finished").forEach(event -> days.add(true, event));
    view.events(GAME_DAYS, "gameday.aborted").forEach(event -> days.add(false, event));
    facts.saw(GAME_DAYS, days.count("game days"));
    Tally experiments = new Tally();
    for (Event event : view.events(EXPERIMENTS_PASSED, "experiment.finished")) {
      String verdict = said(event, "verdict").toLowerCase(Locale.ROOT);
      if (PASSED.contains(verdict) || FAILED.contains(verdict)) {
        experiments.add(PASSED.contains(verdict), event);
      }
    }
    facts.saw(EXPERIMENTS_PASSED, experiments.share("experiments ended as expected"));
    facts.saw(ACTIONS_DONE, actions(view).share("action items were done by their day"));
    if (view.isWhole()) {
      facts.saw(TEAMS_EXERCISED, teams(view));
    }
  }

  /** One that is not due yet and not done says nothing. Days are those of UTC. */
  private static Tally actions(View view) {
    Map<String, Event> open = new TreeMap<>();
    Map<String, Event> done = new HashMap<>();
    Set<String> mine =
        view.slice().stories().stream().map(story -> story.id).collect(Collectors.toSet());
    for (Event event : view.shelf().all().named("action.added")) {
      if (view.counts(ACTIONS_DONE, event.at())
          && (view.isWhole() || mine.contains(said(event, "incident")))) {
        open.put(said(event, "action"), event);
      }
    }
    view.shelf().all().named("action.done").stream()
        .filter(event -> !event.at().isAfter(view.now()))
        .forEach(event -> done.putIfAbsent(said(event, "action"), event));
    Tally tally = new Tally();
    open.forEach(
        (action, event) -> {
          Event end = done.get(action);
          LocalDate due = day(said(event, "due"));
          Instant at = end == null ? view.now() : end.at();
          boolean late = due != null && LocalDate.ofInstant(at, ZoneOffset.UTC).isAfter(due);
          if (end != null || late) {
            tally.add(!late, end == null ? event : end);
          }
        });
    return tally;
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      return null;
    }
  }

  /** Teams are those that services of the configuration name. */
  private static @Nullable Measured teams(View view) {
    Map<String, String> teamOf = new HashMap<>();
    for (Service service : view.material().configuration().services().values()) {
      if (!service.team().isEmpty()) {
        teamOf.put(service.name().value(), service.team());
      }
    }
    Set<String> teams = new HashSet<>(teamOf.values());
    Map<String, Event> took = new TreeMap<>();
    for (String name : EXERCISES) {
      for (Event event : view.events(TEAMS_EXERCISED, name)) {
        String team = teamOf.get(said(event, "service"));
        if (team != null) {
          took.put(team, event);
        }
      }
    }
    if (took.isEmpty()) {
      return null;
    }
    return new Measured(
        (double) took.size() / teams.size(),
        teams.size(),
        took.values().stream().map(Event::at).max(Instant::compareTo).orElseThrow(),
        took.values().stream().limit(3).map(Tally::proof).toList(),
        "%d of %d teams took part in one".formatted(took.size(), teams.size()));
  }

  /** Of those that a service cannot do without, whichever was broken while it ran. */
  static void dependencies(View view, Facts facts) {
    Set<String> needs = view.material().sights().needs().getOrDefault(view.service(), Set.of());
    if (view.isWhole() || needs.isEmpty()) {
      return;
    }
    List<Proof> proofs = new ArrayList<>();
    Set<String> tested = new HashSet<>();
    for (String need : needs) {
      Shelf.Slice slice = view.shelf().of(need);
      Stream.of("fault.injected", "change.injected", "experiment.finished")
          .flatMap(name -> slice.named(name).stream())
          .filter(event -> view.counts(DEPENDENCIES_TESTED, event.at()))
          .reduce((a, b) -> a.at().isAfter(b.at()) ? a : b)
          .ifPresent(
              event -> {
                tested.add(need);
                proofs.add(Tally.proof(event));
              });
    }
    if (!tested.isEmpty()) {
      proofs.sort(Comparator.comparing(Proof::at).reversed());
      facts.saw(
          DEPENDENCIES_TESTED,
          new Measured(
              (double) tested.size() / needs.size(),
              needs.size(),
              proofs.getFirst().at(),
              proofs.stream().limit(3).toList(),
              "%d of %d that it cannot do without were broken"
                  .formatted(tested.size(), needs.size())));
    }
  }
}
