// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.control.predict.capacity.Outlook.BreachedNow;
import dev.ballast.control.predict.capacity.Outlook.InsufficientData;
import dev.ballast.control.predict.capacity.Outlook.NotWithin;
import dev.ballast.control.predict.capacity.Outlook.Within;
import dev.ballast.model.Capacity;
import dev.ballast.stats.passage.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Says what a verdict means. */
final class Sentences {

  private final Capacity capacity;
  private final Times times;

  Sentences(Capacity capacity, Times times) {
    this.capacity = capacity;
    this.times = times;
  }

  /** The whole answer. */
  String of(
      Usage usage,
      Outlook outlook,
      Urgency urgency,
      double withinDecision,
      double value,
      Instant now) {
    String what = capacity.name() + (usage.series().isEmpty() ? "" : " " + usage.series());
    return switch (outlook) {
      case InsufficientData(String reason) -> what + ": unknown, " + reason + ".";
      case BreachedNow(Instant since) ->
          "%s is at %s, its limit is %s: reached since %s (%s). %s"
              .formatted(
                  what,
                  amount(value),
                  amount(capacity.limit().at()),
                  times.clock(since),
                  Times.words(between(since, now)),
                  advice(urgency, 1));
      case Within within ->
          "%s is at %s and reaches %s in about %s (%s). %s"
              .formatted(
                  what,
                  amount(value),
                  amount(capacity.limit().at()),
                  Times.words(between(now, within.p50().time())),
                  interval(within, now),
                  advice(urgency, withinDecision));
      case NotWithin not ->
          "%s is at %s and probably stays below %s for %s (breach: %s). %s"
              .formatted(
                  what,
                  amount(value),
                  amount(capacity.limit().at()),
                  times.of(capacity.timing().horizon()),
                  Times.percent(not.probability()),
                  advice(urgency, withinDecision));
    };
  }

  private String interval(Within within, Instant now) {
    String from = Times.words(between(now, within.p10().time()));
    return switch (within.p90()) {
      case When.By(Instant time) ->
          "80 %%: %s to %s".formatted(from, Times.words(between(now, time)));
      case When.After(Instant horizon) ->
          "90 %%: after %s, perhaps not before %s"
              .formatted(from, Times.words(between(now, horizon)));
    };
  }

  private String advice(Urgency urgency, double withinDecision) {
    String more = "more takes " + times.of(capacity.timing().leadTime());
    String likely =
        "P(breach within %s) is %s"
            .formatted(times.of(capacity.timing().decision()), Times.percent(withinDecision));
    return switch (urgency) {
      case ACT_NOW -> "Act now: " + more + todo();
      case ACT -> "Decide now: " + more + ", " + likely + todo();
      case WATCH -> "Watch: " + more + ", " + likely + ".";
      case FINE -> "Nothing to do.";
      case UNKNOWN -> "";
    };
  }

  private String todo() {
    String action = capacity.response().action().strip();
    return action.isEmpty() ? "." : ". " + action + (action.endsWith(".") ? "" : ".");
  }

  private String amount(double value) {
    String unit = capacity.measure().unit();
    return switch (unit) {
      case "", "ratio" -> Times.number(value);
      case "percent" -> Times.number(value) + " %";
      default -> Times.number(value) + " " + unit;
    };
  }

  private static Duration between(Instant from, Instant to) {
    Duration between = Duration.between(from, to);
    return between.isNegative() ? Duration.ZERO : between;
  }

  /** What the urgency is chosen by. */
  String rule() {
    double actAt = capacity.response().actAt().value();
    return "ACT_NOW when reached or P(within %s) >= %s; ACT when P(within %s) >= %s; WATCH when P(within %s) >= %s; each until %s of that"
        .formatted(
            times.of(capacity.timing().leadTime()),
            Times.percent(Math.max(Decision.TOO_LATE, actAt)),
            times.of(capacity.timing().decision()),
            Times.percent(actAt),
            times.of(capacity.timing().horizon()),
            Times.percent(actAt),
            Times.percent(capacity.response().clearAt().value() / actAt));
  }

  /** What about the course of the series decided how it was forecast. */
  List<String> changes(Course course, Usage usage) {
    return switch (course) {
      case Course.Steady _ -> List.of();
      case Course.Changed(int ago) ->
          List.of(
              "it has followed another line since %s: only what came since counts"
                  .formatted(times.clock(usage.time(usage.length() - ago))));
      case Course.Teeth(int resets, int length, double depth) ->
          List.of(
              "it was emptied %d times, by about %s every %s: its peaks count"
                  .formatted(
                      resets, amount(depth), Times.words(usage.step().multipliedBy(length))));
    };
  }
}
