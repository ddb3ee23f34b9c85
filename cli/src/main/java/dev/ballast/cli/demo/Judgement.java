// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what Ballast said is true to what was done to the shop.
 *
 * @param firstVerdict the first bad verdict on the victim after the true start
 * @param detection from the true start to that verdict
 * @param prediction what was foreseen and when; empty when nothing was, or was to be
 * @param problems everything that is not as it should be, one sentence each
 */
record Judgement(
    Optional<Standing> firstVerdict,
    Optional<Duration> detection,
    Optional<Prediction> prediction,
    List<String> problems) {

  /** Says nothing, where others judge. */
  static final Judgement NONE =
      new Judgement(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** How late a fault may be found. */
  static final Duration LATEST_DETECTION = Duration.ofSeconds(30);

  Judgement {
    problems = List.copyOf(problems);
  }

  boolean ok() {
    return problems.isEmpty();
  }

  /** Judges a run in which nothing was broken: no alarm at any time, and all is well at the end. */
  static Judgement ofQuietRun(Timeline timeline) {
    List<String> problems = new ArrayList<>();
    if (timeline.latest().isEmpty()) {
      problems.add("no service was seen");
    }
    for (List<Timeline.Seen> history : timeline.histories()) {
      Standing last = history.getLast().standing();
      alarms(history)
          .map(alarm -> alarm.place() + " was " + alarm.health() + ", and nothing was broken")
          .findFirst()
          .or(
              () ->
                  Optional.of(last)
                      .filter(s -> !s.isAsGoodAsItGets())
                      .map(Judgement::expectedHealthy))
          .ifPresent(problems::add);
    }
    problems.addAll(Predictions.falseAlarms(timeline));
    return new Judgement(Optional.empty(), Optional.empty(), Optional.empty(), problems);
  }

  /** Judges a run against its ground truth, with what the watch over all series told of. */
  static Judgement of(Timeline timeline, Watching watching, Truth truth) {
    return truth.isSurge() ? Surges.judge(timeline, watching, truth) : of(timeline, truth);
  }

  /** Judges a run in which something was broken. */
  static Judgement of(Timeline timeline, Truth truth) {
    return truth
        .full()
        .map(full -> Predictions.judge(timeline, truth, full))
        .orElseGet(() -> ofFault(timeline, truth));
  }

  private static Judgement ofFault(Timeline timeline, Truth truth) {
    List<String> problems = new ArrayList<>();
    Optional<Standing> verdict = Optional.empty();
    boolean victimSeen = false;
    for (List<Timeline.Seen> history : timeline.histories()) {
      Standing any = history.getLast().standing();
      alarms(history)
          .filter(alarm -> alarm.since().isBefore(truth.start()))
          .findFirst()
          .ifPresent(s -> problems.add(s.place() + " was " + s.health() + " before the fault"));
      if (truth.isVictim(any.service(), any.region())) {
        victimSeen = true;
        verdict = earlier(verdict, firstVerdict(history, truth));
      } else if (truth.isCaller(any.service(), any.region())) {
        judgeCaller(history, truth, problems);
      } else {
        judgeBystander(history, truth, problems);
      }
    }
    if (!victimSeen) {
      problems.add("the victim " + truth.target() + " was never seen");
    }
    Optional<Duration> detection = verdict.map(v -> Duration.between(truth.start(), v.since()));
    judgeDetection(truth, verdict, detection, problems);
    problems.addAll(Predictions.falseAlarms(timeline));
    return new Judgement(verdict, detection, Optional.empty(), problems);
  }

  static Stream<Standing> alarms(List<Timeline.Seen> history) {
    return history.stream().map(Timeline.Seen::standing).filter(Standing::needsAttention);
  }

  private static Optional<Standing> firstVerdict(List<Timeline.Seen> history, Truth truth) {
    return alarms(history).filter(s -> !s.since().isBefore(truth.start())).findFirst();
  }

  private static Optional<Standing> earlier(Optional<Standing> a, Optional<Standing> b) {
    return Stream.concat(a.stream(), b.stream()).min(Comparator.comparing(Standing::since));
  }

  private static void judgeDetection(
      Truth truth,
      Optional<Standing> verdict,
      Optional<Duration> detection,
      List<String> problems) {
    if (verdict.isEmpty()) {
      problems.add(truth.target() + " was broken and never called DEGRADED or UNHEALTHY");
      return;
    }
    if (verdict.get().slo().isEmpty()) {
      problems.add("the verdict on " + verdict.get().place() + " names no SLO");
    }
    if (detection.isPresent() && detection.get().compareTo(LATEST_DETECTION) > 0) {
      problems.add(
          verdict.get().place()
              + " was found after "
              + detection.get().toSeconds()
              + " s (expected: at most "
              + LATEST_DETECTION.toSeconds()
              + " s)");
    }
  }

  private static void judgeCaller(List<Timeline.Seen> history, Truth truth, List<String> problems) {
    boolean said =
        history.stream()
            .filter(seen -> !seen.at().isBefore(truth.start()))
            .anyMatch(seen -> seen.standing().saysImpairedBy(truth.target()));
    if (!said) {
      Standing last = history.getLast().standing();
      problems.add(last.place() + " calls " + truth.target() + " and never said impaired by it");
    }
  }

  private static void judgeBystander(
      List<Timeline.Seen> history, Truth truth, List<String> problems) {
    Optional<Timeline.Seen> wrong =
        history.stream()
            .filter(seen -> !seen.at().isBefore(truth.start()))
            .filter(seen -> seen.standing().needsAttention())
            .findFirst();
    Standing last = history.getLast().standing();
    if (wrong.isPresent()) {
      problems.add(
          expectedHealthy(wrong.get().standing()) + ": it does not call " + truth.target());
    } else if (!last.isAsGoodAsItGets()) {
      problems.add(expectedHealthy(last));
    }
  }

  private static String expectedHealthy(Standing standing) {
    return standing.place() + " is " + standing.health() + " (expected: HEALTHY)";
  }
}
