// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.control.ScriptedMetrics;
import dev.ballast.control.Slos;
import dev.ballast.control.slo.replay.Exclusion;
import dev.ballast.control.slo.replay.Span;
import dev.ballast.model.Budgeting;
import dev.ballast.model.Slo;
import dev.ballast.model.TimeWindow;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Traffic that is played, by the minute, under an evaluator with production's defaults. */
final class Watching {

  static final String NAME = "slo";

  final FakeClock clock;
  final ScriptedMetrics metrics = new ScriptedMetrics();
  final List<Exclusion> exclusions = new ArrayList<>();
  private final SloEvaluator evaluator =
      new SloEvaluator(_ -> metrics, (query, _) -> query, SloPolicy.DEFAULT);

  Watching(String start) {
    clock = FakeClock.at(Instant.parse(start));
  }

  void leaveOut(String from, String to) {
    Span span = new Span(Instant.parse(from), Instant.parse(to));
    exclusions.add(new Exclusion(span, "upgrade", "ann"));
  }

  void play(Duration length, double good, double bad) {
    play(NAME, length, good, bad);
  }

  void play(String name, Duration length, double good, double bad) {
    for (long minute = 0; minute < length.toMinutes(); minute++) {
      clock.advance(Duration.ofMinutes(1));
      metrics.count(name, "", clock.instant(), good, bad);
    }
  }

  void playUntil(String end, double good, double bad) {
    play(Duration.between(clock.instant(), Instant.parse(end)), good, bad);
  }

  SloStatus look(Slo slo) {
    return all(slo).getFirst();
  }

  List<SloStatus> all(Slo slo) {
    return evaluator.evaluate(List.of(slo), (_, _) -> exclusions, clock.instant());
  }

  static Slo rolling(double percent, Duration window, Budgeting budgeting) {
    return slo(percent, new TimeWindow.Rolling(window), window, budgeting);
  }

  static Slo calendar(double percent, TimeWindow.Calendar.Unit unit, String start, String zone) {
    return calendar(percent, unit, start, zone, new Budgeting.Occurrences());
  }

  static Slo calendar(
      double percent,
      TimeWindow.Calendar.Unit unit,
      String start,
      String zone,
      Budgeting budgeting) {
    var window = new TimeWindow.Calendar(1, unit, LocalDateTime.parse(start), ZoneId.of(zone));
    return slo(percent, window, window.usualLength(), budgeting);
  }

  private static Slo slo(double percent, TimeWindow window, Duration length, Budgeting budgeting) {
    return Slos.slo(NAME, "payments", percent, length)
        .withTerms(new Slo.Terms(window, budgeting, List.of()));
  }
}
