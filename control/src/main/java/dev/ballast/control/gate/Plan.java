// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.slo.Words;
import dev.ballast.model.gate.GatePolicy;
import dev.ballast.model.gate.Limit;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Risk;
import dev.ballast.model.gate.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a release goes that starts now. All times are as they pass, after time scaling.
 *
 * @param stages the last is 100 %
 * @param speed in words
 * @param finishBy when it should be over
 */
public record Plan(
    List<Stage> stages, String speed, Risk risk, Instant finishBy, Monitoring monitoring) {

  /**
   * A share of the traffic.
   *
   * @param percent on the canary
   * @param dwell how long at least before the next; zero at 100 %
   */
  public record Stage(int percent, Duration dwell) {}

  /**
   * How closely it is watched.
   *
   * @param checkEvery the canary is judged at least so often
   * @param handsOn whether a person has to watch from the first step to the last
   * @param watcher who does; empty when nobody is named
   */
  public record Monitoring(Duration checkEvery, boolean handsOn, String watcher) {}

  public Plan {
    stages = List.copyOf(stages);
  }

  static Plan of(PlanRule rule, GatePolicy policy, Change change, double timeScale, Instant at) {
    Duration dwell = scaled(rule.dwell(), timeScale);
    List<Stage> stages = new ArrayList<>();
    rule.weights()
        .forEach(weight -> stages.add(new Stage(weight, weight == 100 ? Duration.ZERO : dwell)));
    Duration least = scaled(rule.least(), timeScale);
    Watch watch = rule.watch();
    return new Plan(
        stages,
        rule.speed() + here(rule, timeScale),
        rule.risk(),
        switch (rule.limit()) {
          case Limit.After(Duration most) -> at.plus(scaled(most, timeScale));
          case Limit.EndOfDay _ -> endOfDay(policy, at.plus(least));
        },
        new Monitoring(
            scaled(watch.checkEvery(), timeScale),
            watch.handsOn(),
            change.watcher().isEmpty() ? watch.person() : change.watcher()));
  }

  /** Canary's share of the traffic at each step, in percent. */
  public List<Integer> weights() {
    return stages.stream().map(Stage::percent).toList();
  }

  /** From the first request on the canary to the last on the old version, at least. */
  public Duration least() {
    return stages.stream().map(Stage::dwell).reduce(Duration.ZERO, Duration::plus);
  }

  /** Such as {@code canary 5 % -> 25 % -> 100 %, at least 15 min each, by end of day; …}. */
  String text() {
    String steps =
        stages.stream()
            .map(stage -> stage.percent() + " %")
            .collect(Collectors.joining(" -> ", "canary ", ""));
    String each =
        stages.size() == 1
            ? ""
            : ", at least " + Words.duration(stages.getFirst().dwell()) + " each";
    return steps
        + each
        + ", "
        + speed
        + "; risk tolerance "
        + risk.name().toLowerCase(java.util.Locale.ROOT)
        + "; judged every "
        + Words.duration(monitoring.checkEvery())
        + (monitoring.handsOn() ? "; " + hands() : "")
        + ".";
  }

  private String hands() {
    return monitoring.watcher().isEmpty()
        ? "a person has to watch from the first step to the last, and nobody is named"
        : monitoring.watcher() + " watches from the first step to the last";
  }

  /** The first midnight that is not before a time. */
  private static Instant endOfDay(GatePolicy policy, Instant time) {
    LocalDate day = time.minusNanos(1).atZone(policy.zone()).toLocalDate();
    return day.plusDays(1).atStartOfDay(policy.zone()).toInstant();
  }

  private static String here(PlanRule rule, double timeScale) {
    if (timeScale == 1 || !(rule.limit() instanceof Limit.After(Duration most))) {
      return "";
    }
    String least = Words.duration(scaled(rule.least(), timeScale));
    String longest = Words.duration(scaled(most, timeScale));
    return " (1:"
        + Words.number(timeScale)
        + " = "
        + (least.equals(longest) ? least : least + " to " + longest)
        + ")";
  }

  static Duration scaled(Duration written, double timeScale) {
    return Duration.ofMillis(Math.max(1, Math.round(written.toMillis() / timeScale)));
  }
}
