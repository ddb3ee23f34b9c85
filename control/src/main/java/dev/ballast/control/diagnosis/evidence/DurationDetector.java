// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the time of traces went: into a subject's own work, or between two subjects.
 *
 * <p>Note. The gap of an edge is the caller's span minus the callee's span below it: network, queue
 * and connection. A slow network of one subject shows at all its edges, in both directions, though
 * none of its own series moves: so a subject's strength is the mean over the star of its edges.
 * Compared are the medians and, since some faults slow only a part of the calls, the mean excess
 * over the usual 95 % quantile. O(spans log spans).
 */
final class DurationDetector implements Detector {

  private static final int FEWEST = 3;
  private static final int ENOUGH_FOR_TAIL = 20;
  private static final double TAIL = 0.95;
  private static final double RELATIVE_FLOOR = 0.2;
  private static final double FLOOR_MICROS = 300;
  private static final double FREE = 0.5;
  private static final double MOST = 100;
  private static final double WHOLE = 0.25;
  private static final double LONE_EDGE = 0.8;

  private static final Times NEVER = new Times();

  /** Something that takes time: an operation of one subject, or an edge between two. */
  private record Place(Subject subject, Subject other, String operation)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place o) {
      int first = subject.compareTo(o.subject);
      int second = first != 0 ? first : other.compareTo(o.other);
      return second != 0 ? second : operation.compareTo(o.operation);
    }

    boolean edge() {
      return !subject.equals(other);
    }
  }

  /** A place with how odd it is and how much time it adds in all. */
  private record Slow(Place place, double surprise, double added, String text) {}

  @Override
  public List<Evidence> examine(Observed seen) {
    if (!seen.spans().comparable()) {
      return List.of();
    }
    Map<Place, Times> before = new HashMap<>();
    seen.spans().before().forEach(window -> collect(window, before));
    Map<Place, Times> after = new HashMap<>();
    seen.spans().after().forEach(window -> collect(window, after));
    List<Slow> slow = new ArrayList<>();
    new TreeMap<>(after)
        .forEach(
            (place, values) -> {
              double[] usual = before.getOrDefault(place, NEVER).sorted();
              double[] now = values.sorted();
              if (usual.length >= FEWEST && now.length >= FEWEST) {
                double surprise = Robust.surprise(z(usual, now), FREE, MOST);
                double added = Math.max(0, Robust.mean(now) - Robust.mean(usual)) * now.length;
                slow.add(new Slow(place, surprise, added, text(place, usual, now)));
              }
            });
    double total = slow.stream().mapToDouble(Slow::added).sum();
    List<Evidence> found = new ArrayList<>();
    SortedMap<Subject, List<Evidence>> stars = new TreeMap<>();
    for (Slow one : slow) {
      double strength = one.surprise() * part(one.added(), total);
      if (one.place().edge()) {
        for (Subject end : List.of(one.place().subject(), one.place().other())) {
          stars
              .computeIfAbsent(end, any -> new ArrayList<>())
              .add(new Evidence(end, Modality.NETWORK, strength, one.text()));
        }
      } else {
        found.add(new Evidence(one.place().subject(), Modality.WORK, strength, one.text()));
      }
    }
    stars.values().forEach(star -> found.add(star(star)));
    found.removeIf(e -> e.strength() <= 0);
    return found;
  }

  /** What a share of all added time is worth: everything from a quarter on, little below. */
  private static double part(double added, double total) {
    return total <= 0 ? 0 : Math.sqrt(Math.min(1, added / total / WHOLE));
  }

  /** Between the mean, which tells ends of an edge apart, and the strongest, which is the size. */
  private static Evidence star(List<Evidence> star) {
    double mean = star.stream().mapToDouble(Evidence::strength).average().orElse(0);
    Evidence strongest = star.getFirst();
    for (Evidence one : star) {
      strongest = one.strength() > strongest.strength() ? one : strongest;
    }
    return strongest.withStrength(
        star.size() == 1 ? LONE_EDGE * mean : Math.sqrt(mean * strongest.strength()));
  }

  /** Durations of one place in microseconds. */
  private static final class Times {
    private double[] values = new double[8];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    double[] sorted() {
      double[] copy = Arrays.copyOf(values, size);
      Arrays.sort(copy);
      return copy;
    }
  }

  private static void collect(Forest forest, Map<Place, Times> into) {
    Map<Long, Times> byNumber = new HashMap<>();
    for (int i = 0; i < forest.size(); i++) {
      int callee = forest.callee(i);
      SpanSample span = forest.span(i);
      double micros =
          callee == Forest.NONE
              ? forest.selfMicros(i)
              : Math.max(0, span.durationMicros() - forest.span(callee).durationMicros());
      long number =
          ((long) forest.step(i) << 32) | (callee == Forest.NONE ? 0 : forest.step(callee) + 1);
      int index = i;
      byNumber
          .computeIfAbsent(
              number, any -> into.computeIfAbsent(place(forest, index), p -> new Times()))
          .add(micros);
    }
  }

  private static Place place(Forest forest, int i) {
    SpanSample span = forest.span(i);
    int callee = forest.callee(i);
    return callee == Forest.NONE
        ? new Place(span.subject(), span.subject(), span.operation())
        : new Place(span.subject(), forest.span(callee).subject(), "");
  }

  private static double z(double[] usual, double[] now) {
    double median = Robust.ofSorted(usual, 0.5);
    double scale = Robust.spread(usual) + RELATIVE_FLOOR * median + FLOOR_MICROS;
    double high =
        usual.length >= ENOUGH_FOR_TAIL
            ? Robust.ofSorted(usual, TAIL)
            : Arrays.stream(usual).max().orElse(median);
    double middle = (Robust.ofSorted(now, 0.5) - median) / scale;
    double tail = (excess(now, high) - excess(usual, high)) / scale;
    return Math.max(middle, tail);
  }

  private static double excess(double[] values, double over) {
    double sum = 0;
    for (double value : values) {
      sum += Math.max(0, value - over);
    }
    return sum / values.length;
  }

  private static String text(Place place, double[] usual, double[] now) {
    return times(
        place.edge()
            ? "between %s and %s".formatted(place.subject(), place.other())
            : "in its own work in %s".formatted(place.operation()),
        usual,
        now);
  }

  private static String times(String where, double[] usual, double[] now) {
    return String.format(
        Locale.ROOT,
        "time %s: %.2f ms (p95 %.2f), was %.2f ms (p95 %.2f)",
        where,
        Robust.ofSorted(now, 0.5) / 1000,
        Robust.ofSorted(now, TAIL) / 1000,
        Robust.ofSorted(usual, 0.5) / 1000,
        Robust.ofSorted(usual, TAIL) / 1000);
  }
}
