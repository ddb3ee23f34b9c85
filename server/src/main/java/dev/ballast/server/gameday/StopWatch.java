// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.gameday;

import dev.ballast.connect.gameday.ForeignAlarm;
import dev.ballast.control.slo.SloStatus;
import dev.ballast.model.Slo;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.StopRule;
import dev.ballast.server.board.Board;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether a game day has to end before its time. One for each day; used by one thread. */
final class StopWatch {

  private final GameDay day;
  private final Supplier<Board> board;
  private final ForeignAlarm alarm;
  private final Map<StopRule, Instant> burningSince = new HashMap<>();
  private final Map<String, Double> leftAtFirst = new HashMap<>();

  StopWatch(GameDay day, Supplier<Board> board, ForeignAlarm alarm) {
    this.day = day;
    this.board = board;
    this.alarm = alarm;
  }

  /** Whether one of the rules asks how it stands. */
  boolean isAbout(Slo slo) {
    String service = slo.service().value();
    boolean named =
        day.stopWhen().stream()
            .anyMatch(
                rule ->
                    switch (rule) {
                      case StopRule.Burn burn -> slo.name().value().equals(burn.slo());
                      case StopRule.Budget budget -> service.equals(budget.service());
                      case StopRule.Alarm _, StopRule.Manual _ -> false;
                    });
    return named || (day.blastRadius().budgetSpend() < 1 && service.equals(day.service()));
  }

  /** The first rule that holds. What is not known stops nothing; the other rules do. */
  Optional<String> look(Instant now) throws InterruptedException {
    for (StopRule rule : day.stopWhen()) {
      Optional<String> holds =
          switch (rule) {
            case StopRule.Burn burn -> burns(burn, now);
            case StopRule.Budget budget -> left(budget);
            case StopRule.Alarm foreign -> alarm.fires(foreign.url());
            case StopRule.Manual _ -> Optional.empty();
          };
      if (holds.isPresent()) {
        return holds;
      }
    }
    return spent();
  }

  private Optional<String> burns(StopRule.Burn rule, Instant now) {
    boolean burns =
        slos().stream()
            .filter(slo -> slo.slo().value().equals(rule.slo()))
            .flatMap(slo -> slo.burns().stream())
            .anyMatch(b -> b.longRate() >= rule.rate() && b.shortRate() >= rule.rate());
    if (!burns) {
      burningSince.remove(rule);
      return Optional.empty();
    }
    Instant since = burningSince.computeIfAbsent(rule, _ -> now);
    return Duration.between(since, now).compareTo(rule.lasting()) >= 0
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s burns its budget %.1f times too fast for %d s",
                rule.slo(),
                rule.rate(),
                rule.lasting().toSeconds()))
        : Optional.empty();
  }

  private Optional<String> left(StopRule.Budget rule) {
    return slos().stream()
        .filter(slo -> slo.place().service().value().equals(rule.service()))
        .filter(slo -> slo.state().isKnown() && slo.budget().remaining() < rule.below())
        .findFirst()
        .map(
            slo ->
                String.format(
                    Locale.ROOT,
                    "%.0f %% of the error budget of %s is left",
                    100 * slo.budget().remaining(),
                    slo.slo()));
  }

  /** Of the budgets of the day's service, against what was left when it began. */
  private Optional<String> spent() {
    double most = day.blastRadius().budgetSpend();
    if (most >= 1 || day.service().isEmpty()) {
      return Optional.empty();
    }
    for (SloStatus slo : slos()) {
      if (slo.place().service().value().equals(day.service()) && slo.state().isKnown()) {
        double left = slo.budget().remaining();
        double spent = leftAtFirst.computeIfAbsent(slo.slo().value(), _ -> left) - left;
        if (spent > most) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "%.1f %% of the error budget of %s was spent (at most %.1f %%)",
                  100 * spent,
                  slo.slo(),
                  100 * most));
        }
      }
    }
    return Optional.empty();
  }

  private List<SloStatus> slos() {
    return board.get().health().slos().stream().filter(s -> s.place().isWhole()).toList();
  }
}
