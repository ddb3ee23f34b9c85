// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.Course;
import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SignalKind;
import dev.ballast.control.diagnosis.scene.Symptom;
import dev.ballast.control.diagnosis.scene.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is going on, as far as changes are concerned: when it began, who fails, and in which words.
 *
 * @param onset when the symptom itself first showed
 * @param turns when which series left its past, the earliest first
 * @param failing names of those of whom something turned or who complain
 */
record Outbreak(
    Timeline timeline,
    Instant onset,
    List<Turn> turns,
    Set<String> failing,
    List<Timeline.Said> news,
    NavigableSet<String> words,
    NavigableSet<String> compounds) {

  private static final Duration AFTER = Duration.ofMinutes(5);
  private static final Duration FOLLOWS = Duration.ofMinutes(15);
  private static final double SURGE = 2;
  private static final double TINY = 1e-9;

  static Outbreak of(Scene scene) {
    Timeline timeline = scene.timeline();
    double latest = timeline.noticed().plus(AFTER).getEpochSecond();
    List<Turn> turns =
        timeline.courses().stream()
            .map(Turn::of)
            .filter(Objects::nonNull)
            .filter(t -> t.at() <= latest)
            .sorted(
                Comparator.comparingDouble(Turn::at)
                    .thenComparing(t -> t.course().subject())
                    .thenComparing(t -> t.course().name()))
            .toList();
    Set<String> usual =
        timeline.lines().stream()
            .filter(s -> !s.alarming())
            .map(Outbreak::kind)
            .collect(Collectors.toCollection(HashSet::new));
    List<Timeline.Said> news =
        timeline.lines().stream()
            .filter(s -> s.alarming() || !usual.contains(kind(s)))
            .filter(s -> s.at().getEpochSecond() <= latest)
            .sorted(Comparator.comparing(Timeline.Said::at))
            .toList();
    Set<String> failing = new HashSet<>();
    scene.symptoms().stream().map(s -> s.subject().name()).forEach(failing::add);
    turns.stream()
        .map(Turn::course)
        .filter(c -> c.kind() != SignalKind.RATE)
        .forEach(c -> failing.add(c.subject().name()));
    news.stream().filter(Timeline.Said::alarming).forEach(s -> failing.add(s.subject().name()));
    StringBuilder text = new StringBuilder(timeline.headline());
    news.stream()
        .filter(Timeline.Said::alarming)
        .map(Timeline.Said::text)
        .distinct()
        .forEach(t -> text.append('\n').append(t));
    turns.stream()
        .map(Turn::course)
        .filter(c -> c.kind() != SignalKind.RATE)
        .forEach(c -> text.append('\n').append(c.name()));
    return new Outbreak(
        timeline,
        onset(scene, turns, news),
        turns,
        failing,
        news,
        Words.of(text.toString()),
        Words.compounds(text.toString()));
  }

  /** A line without its values. */
  private static String kind(Timeline.Said said) {
    return said.subject() + said.text().replaceAll("\\d+", "");
  }

  /** The earliest turn of what the symptom is about, else the first complaint, else the alert. */
  private static Instant onset(Scene scene, List<Turn> turns, List<Timeline.Said> news) {
    List<Instant> candidates = new ArrayList<>();
    Set<String> subjects =
        scene.symptoms().stream().map(s -> s.subject().name()).collect(Collectors.toSet());
    turns.stream()
        .filter(t -> subjects.contains(t.course().subject().name()))
        .filter(t -> alerted(scene, t.course()))
        .map(t -> Instant.ofEpochSecond((long) t.at()))
        .forEach(candidates::add);
    if (candidates.isEmpty()) {
      turns.stream()
          .filter(t -> subjects.contains(t.course().subject().name()))
          .filter(t -> t.course().kind() != SignalKind.RATE)
          .map(t -> Instant.ofEpochSecond((long) t.at()))
          .forEach(candidates::add);
    }
    if (candidates.isEmpty()) {
      news.stream().filter(Timeline.Said::alarming).map(Timeline.Said::at).forEach(candidates::add);
    }
    return candidates.stream()
        .min(Comparator.naturalOrder())
        .filter(at -> at.isBefore(scene.timeline().noticed()))
        .orElse(scene.timeline().noticed());
  }

  /** Whether the alert names the series; one without a name is about all of its subject. */
  private static boolean alerted(Scene scene, Course course) {
    String headline = scene.timeline().headline();
    boolean aboutAll =
        headline.isBlank()
            && scene.symptoms().stream().map(Symptom::kind).allMatch(k -> k == SignalKind.OTHER);
    return aboutAll || headline.contains(course.name());
  }

  boolean fails(String subject) {
    return failing.contains(subject);
  }

  /** All names of those that fail, so that they are not taken for words of the symptom. */
  String names() {
    return String.join(" ", new TreeSet<>(failing));
  }

  /** When first, from a moment on, something of the subject turned; else when the symptom did. */
  Instant firstTurn(String subject, Instant from) {
    return turns.stream()
        .filter(t -> t.course().subject().name().equals(subject))
        .filter(t -> t.at() >= from.getEpochSecond())
        .filter(t -> t.at() <= onset.getEpochSecond())
        .map(t -> Instant.ofEpochSecond((long) Math.max(t.began(), (double) from.getEpochSecond())))
        .min(Comparator.naturalOrder())
        .orElse(onset);
  }

  /** What points to a cause that nobody here changed. */
  List<String> elsewhere() {
    List<String> signs = new ArrayList<>(Elsewhere.signs(news, timeline));
    for (Turn turn : turns) {
      double times = turn.after() / Math.max(TINY, turn.before());
      boolean before = turn.at() <= onset.getEpochSecond() + AFTER.toSeconds();
      if (turn.course().kind() == SignalKind.RATE && before && times >= SURGE && !follows(turn)) {
        signs.add(
            String.format(
                Locale.ROOT,
                "more traffic: %s of %s is %.1f times what it was",
                turn.course().name(),
                turn.course().subject(),
                times));
      }
    }
    return signs;
  }

  /** Whether a change of the same subject came shortly before: then it is no news from outside. */
  private boolean follows(Turn turn) {
    return timeline.changes().stream()
        .filter(c -> c.subject().equals(turn.course().subject().name()))
        .mapToDouble(c -> turn.at() - c.at().getEpochSecond())
        .anyMatch(seconds -> seconds >= -AFTER.toSeconds() && seconds <= FOLLOWS.toSeconds());
  }
}
