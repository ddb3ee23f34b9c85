// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where failures begin: at a failed span below which nothing failed. Those above it only pass on
 * what they got, and a caller that repeats a failed call multiplies it without being its origin.
 *
 * <p>Note. Origins are counted per window by subject, each caller's repeated calls of one operation
 * as one, and held against normal windows. O(spans).
 */
final class OriginDetector implements Detector {

  private static final double FREE = 1;
  private static final double HISTORY = 1.5;

  /** How often a subject was the origin, and in which operation first. */
  private static final class Origins {
    private int count;
    private String operation = "";
  }

  @Override
  public List<Evidence> examine(Observed seen) {
    if (!seen.spans().comparable()) {
      return List.of();
    }
    Map<Subject, Origins> before = origins(seen.spans().before());
    List<Evidence> found = new ArrayList<>();
    origins(seen.spans().after())
        .forEach(
            (subject, origins) -> {
              double rate = origins.count / (double) seen.spans().after().size();
              double usual =
                  before.getOrDefault(subject, new Origins()).count
                      / (double) seen.spans().before().size();
              double strength = Math.log1p(Math.max(0, rate - HISTORY * usual - FREE));
              if (strength > 0) {
                found.add(
                    new Evidence(
                        subject,
                        Modality.ERRORS,
                        strength,
                        String.format(
                            Locale.ROOT,
                            "%.0f failures per window begin here, such as in %s; usually %.0f",
                            rate,
                            origins.operation,
                            usual)));
              }
            });
    return found;
  }

  private static SortedMap<Subject, Origins> origins(List<Forest> windows) {
    SortedMap<Subject, Origins> all = new TreeMap<>();
    for (Forest forest : windows) {
      for (int i = 0; i < forest.size(); i++) {
        if (forest.span(i).failed() && !failsBelow(forest, i) && !repeats(forest, i)) {
          SpanSample span = forest.span(i);
          Origins origins = all.computeIfAbsent(span.subject(), any -> new Origins());
          origins.operation = origins.count == 0 ? span.operation() : origins.operation;
          origins.count++;
        }
      }
    }
    return all;
  }

  private static boolean failsBelow(Forest forest, int i) {
    for (int c = 0; c < forest.childCount(i); c++) {
      if (forest.span(forest.child(i, c)).failed()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an earlier call of the same kind by the same span failed as well: a retry. */
  private static boolean repeats(Forest forest, int i) {
    int parent = forest.parent(i);
    if (parent == Forest.NONE) {
      return false;
    }
    for (int c = 0; c < forest.childCount(parent); c++) {
      int sibling = forest.child(parent, c);
      if (sibling == i) {
        return false;
      }
      if (forest.step(sibling) == forest.step(i) && forest.span(sibling).failed()) {
        return true;
      }
    }
    return false;
  }
}
