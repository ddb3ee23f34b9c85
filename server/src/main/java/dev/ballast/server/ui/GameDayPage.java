// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.connect.gameday.Canaries;
import dev.ballast.control.findings.Series;
import dev.ballast.control.findings.Signal;
import dev.ballast.control.gameday.DayState;
import dev.ballast.control.gameday.DayState.Phase;
import dev.ballast.control.gameday.report.LineChart;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.server.gameday.GameDayDesk;
import dev.ballast.server.gameday.RulingJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A game day in words, with what is seen of users while it goes on. */
final class GameDayPage {

  private GameDayPage() {}

  /**
   * The page.
   *
   * @param shown null when there is none
   * @param users what was sent so far
   * @param waiting plans where real users are that somebody wants
   */
  static GameDayView of(
      String self,
      GameDayDesk.@Nullable View shown,
      List<GameDayDesk.View> all,
      List<Canaries.Second> users,
      List<GameDayView.Waiting> waiting,
      Instant now,
      Sight sight) {
    List<GameDayView.Other> others =
        all.stream().limit(20).map(view -> other(view, sight)).toList();
    if (shown == null) {
      return new GameDayView(
          self,
          "No game day has been held here.",
          "A GameDay says who does what when, what is broken, and what stops it.",
          "unknown",
          "none",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "",
          "",
          "",
          waiting);
    }
    GameDay day = shown.day();
    DayState state = shown.state();
    String id = state.id();
    return new GameDayView(
        self,
        day.objective(),
        sentence(day, state),
        css(state.phase()),
        state.phase().word(),
        clock(day, state, now, sight),
        steps(day, state, sight),
        charts(state, users, now),
        shown.findings().stream()
            .filter(f -> f.outcome().equals("missed"))
            .map(GameDayPage::found)
            .toList(),
        shown.findings().stream()
            .filter(f -> f.outcome().equals("unknown"))
            .map(f -> f.title() + ": " + f.text())
            .toList(),
        state.notes().reversed().stream()
            .limit(50)
            .map(
                note ->
                    new GameDayView.Note(
                        sight.clock(note.at()),
                        note.by() + (note.role().isEmpty() ? "" : " (" + note.role() + ")"),
                        note.text()))
            .toList(),
        others,
        "/gameday/" + id + "/note",
        state.phase().isOver() ? "" : "/gameday/" + id + "/abort",
        state.phase().isOver() ? "/api/v1/gamedays/" + id + "/report?format=html" : "",
        waiting);
  }

  private static String sentence(GameDay day, DayState state) {
    String what =
        switch (state.phase()) {
          case RUNNING ->
              state
                  .now()
                  .map(step -> "Now: " + step.id() + ", " + step.status().word() + ".")
                  .orElse("All steps are done.");
          case STOPPING -> "Stopped (" + state.why() + "); what is broken is being healed.";
          case PASSED -> "Passed.";
          case FAILED -> "Failed: not all was seen that was expected.";
          case ABORTED -> "Stopped: " + state.why() + ".";
        };
    return "%s, %s, %s. %s"
        .formatted(day.name(), state.id(), day.mode().name().toLowerCase(Locale.ROOT), what);
  }

  private static String css(Phase phase) {
    return switch (phase) {
      case RUNNING, STOPPING -> "going";
      case PASSED -> "ok";
      case FAILED -> "bad";
      case ABORTED -> "warn";
    };
  }

  private static List<GameDayView.Fact> clock(
      GameDay day, DayState state, Instant now, Sight sight) {
    Instant end = state.ended();
    Instant at = end == null ? now : end;
    List<GameDayView.Fact> facts = new ArrayList<>();
    facts.add(new GameDayView.Fact("In the plan it is", planned(day, state, at)));
    facts.add(new GameDayView.Fact("Since it began", seconds(Duration.between(state.began(), at))));
    Instant fault = state.fault();
    if (fault != null) {
      Instant clean = state.clean();
      facts.add(
          new GameDayView.Fact(
              "Since it was broken",
              seconds(Duration.between(fault, at))
                  + (clean == null
                      ? ""
                      : ", clean after " + seconds(Duration.between(fault, clean)))));
    }
    facts.add(
        new GameDayView.Fact(
            "In force",
            state.inForce().isEmpty() ? "nothing" : String.join(", ", state.inForce())));
    facts.add(new GameDayView.Fact("Steady state", state.steady()));
    facts.add(new GameDayView.Fact("Held up by gates", seconds(state.held())));
    facts.add(
        new GameDayView.Fact("Started", sight.clock(state.began()) + " by " + state.startedBy()));
    return facts;
  }

  /**
   * The day's own time, which runs faster when the pauses are short, and stands while a gate is
   * shut.
   */
  private static String planned(GameDay day, DayState state, Instant at) {
    Duration passed = Duration.between(state.began(), at).minus(state.held());
    Duration shown =
        day.timeline()
            .getFirst()
            .at()
            .plusMillis(Math.round(Math.max(0, passed.toMillis()) / day.scale()));
    long hours = shown.toHours() % 24;
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", hours, shown.toMinutesPart(), shown.toSecondsPart());
  }

  private static List<GameDayView.Step> steps(GameDay day, DayState state, Sight sight) {
    return state.steps().stream()
        .map(
            step -> {
              Step planned = day.step(step.id()).orElseThrow();
              Instant started = step.started();
              String text = step.text().isEmpty() ? planned.note() : step.text();
              return new GameDayView.Step(
                  planned.clock(),
                  step.id(),
                  planned.act().word(),
                  switch (step.status()) {
                    case DONE -> "ok";
                    case MISSED -> "bad";
                    case WAITING, RUNNING -> "going";
                    case PENDING, SKIPPED -> "unknown";
                  },
                  step.status().word(),
                  started == null ? "" : sight.clock(started),
                  text);
            })
        .toList();
  }

  private static List<GameDayView.Chart> charts(
      DayState state, List<Canaries.Second> users, Instant now) {
    if (users.isEmpty()) {
      return List.of();
    }
    List<Series.Point> failed = new ArrayList<>();
    for (Canaries.Second second : users) {
      if (second.intended() > 0) {
        failed.add(
            new Series.Point(second.at(), 100 * (1 - second.good() / (double) second.intended())));
      }
    }
    Series series = new Series(Signal.ERRORS, "canary requests that fail", "", failed);
    return List.of(
        new GameDayView.Chart(
            "Canary requests that fail, percent of those to be sent, by second",
            LineChart.svg(
                "Canary requests that fail",
                series,
                state.began(),
                state.fault(),
                state.heal(),
                now)));
  }

  private static GameDayView.Found found(RulingJson ruling) {
    Double value = ruling.value();
    return new GameDayView.Found(
        ruling.severity().equals("critical") || ruling.severity().equals("high") ? "bad" : "warn",
        ruling.severity(),
        ruling.title(),
        value == null
            ? "never"
            : String.format(Locale.ROOT, "%.2f %s", value, ruling.unit()).strip(),
        ruling.text(),
        ruling.suspected());
  }

  private static GameDayView.Other other(GameDayDesk.View view, Sight sight) {
    long found = view.findings().stream().filter(f -> f.outcome().equals("missed")).count();
    return new GameDayView.Other(
        "/gameday?id=" + view.state().id(),
        view.state().id() + " " + view.day().name(),
        css(view.state().phase()),
        view.state().phase().word(),
        sight.ago(view.state().began()),
        Long.toString(found));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%,.0f\u00a0s", time.toMillis() / 1e3);
  }
}
