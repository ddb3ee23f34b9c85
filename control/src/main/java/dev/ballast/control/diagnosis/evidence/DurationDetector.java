// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
  public List<Evidence> examine(Scene scene) {
    if (!scene.spans().comparable()) {
      return List.of();
    }
    SortedMap<Place, List<Double>> before = new TreeMap<>();
    scene.spans().before().forEach(window -> collect(window, before));
    SortedMap<Place, List<Double>> after = new TreeMap<>();
    scene.spans().after().forEach(window -> collect(window, after));
    List<Slow> slow = new ArrayList<>();
    after.forEach(
        (place, values) -> {
          double[] usual = array(before.getOrDefault(place, List.of()));
          double[] now = array(values);
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

  private static void collect(List<SpanSample> window, SortedMap<Place, List<Double>> into) {
    Forest forest = new Forest(window);
    for (SpanSample span : forest.spans()) {
      SpanSample callee = forest.callee(span);
      Place place =
          callee == null
              ? new Place(span.subject(), span.subject(), span.operation())
              : new Place(span.subject(), callee.subject(), "");
      double micros =
          callee == null
              ? forest.selfMicros(span)
              : Math.max(0, span.durationMicros() - callee.durationMicros());
      into.computeIfAbsent(place, any -> new ArrayList<>()).add(micros);
    }
  }

  private static double z(double[] usual, double[] now) {
    double median = Robust.median(usual);
    double scale = Robust.spread(usual) + RELATIVE_FLOOR * median + FLOOR_MICROS;
    double high =
        usual.length >= ENOUGH_FOR_TAIL
            ? Robust.quantile(usual, TAIL)
            : Arrays.stream(usual).max().orElse(median);
    double middle = (Robust.median(now) - median) / scale;
    double tail = (excess(now, high) - excess(usual, high)) / scale;
    return Math.max(middle, tail);
  }

  private static double excess(double[] values, double over) {
    return Arrays.stream(values).map(v -> Math.max(0, v - over)).average().orElse(0);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
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
        Robust.median(now) / 1000,
        Robust.quantile(now, TAIL) / 1000,
        Robust.median(usual) / 1000,
        Robust.quantile(usual, TAIL) / 1000);
  }
}
