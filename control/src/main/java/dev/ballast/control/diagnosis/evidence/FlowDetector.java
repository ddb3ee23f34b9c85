// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.Scene;
import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests that stop where they usually go on: whoever was called last before that is accused, or
 * the subject itself when it called nobody.
 *
 * <p>Note. For each operation, how often it ends after a call of a kind is learned from normal
 * windows (first order only: P(end | last call)). Ends rarer than 10 % are followed down to the
 * deepest span that ended early itself. Counted per window, beyond what normal windows show.
 * O(spans).
 */
final class FlowDetector implements Detector {

  private static final double RARE = 0.1;
  private static final int FEWEST = 5;
  private static final double FREE = 1;
  private static final double HISTORY = 1.5;

  private record Step(Subject subject, String operation) {}

  private record Turn(Step operation, Step last) {}

  /** The span at which a request ended early, and who is accused of it. */
  private record End(long trace, long span, Subject culprit) {}

  private static final Step NOTHING = new Step(new Subject("nothing"), "");

  private final Map<Turn, Integer> seen = new HashMap<>();
  private final Map<Turn, Integer> ended = new HashMap<>();

  /** One detector serves one scene: what is learned is of that scene. */
  @Override
  public List<Evidence> examine(Scene scene) {
    if (!scene.spans().comparable()) {
      return List.of();
    }
    FlowDetector learnt = new FlowDetector();
    List<Forest> before = scene.spans().before().stream().map(Forest::new).toList();
    before.forEach(learnt::learn);
    List<Forest> after = scene.spans().after().stream().map(Forest::new).toList();
    SortedMap<Subject, Integer> usual = learnt.accused(before);
    List<Evidence> found = new ArrayList<>();
    learnt
        .accused(after)
        .forEach(
            (subject, count) -> {
              double rate = count / (double) after.size();
              double normal = usual.getOrDefault(subject, 0) / (double) before.size();
              double beyond = rate - HISTORY * normal;
              double strength = Math.log1p(Math.max(0, beyond - FREE));
              if (strength > 0) {
                found.add(
                    new Evidence(
                        subject,
                        Modality.FLOW,
                        strength,
                        String.format(
                            Locale.ROOT,
                            "%.0f requests per window end here early, usually %.0f",
                            rate,
                            normal)));
              }
            });
    return found;
  }

  private void learn(Forest forest) {
    for (SpanSample span : forest.spans()) {
      Step operation = step(span);
      List<SpanSample> calls = forest.children(span);
      seen.merge(new Turn(operation, NOTHING), 1, Integer::sum);
      calls.stream()
          .map(call -> step(forest.target(call)))
          .distinct()
          .forEach(kind -> seen.merge(new Turn(operation, kind), 1, Integer::sum));
      ended.merge(new Turn(operation, last(forest, span)), 1, Integer::sum);
    }
  }

  private SortedMap<Subject, Integer> accused(List<Forest> windows) {
    SortedMap<Subject, Integer> counts = new TreeMap<>();
    for (Forest forest : windows) {
      Set<End> ends = new HashSet<>();
      for (SpanSample span : forest.spans()) {
        if (early(forest, span)) {
          ends.add(end(forest, span));
        }
      }
      ends.forEach(end -> counts.merge(end.culprit(), 1, Integer::sum));
    }
    return counts;
  }

  /** The depth is bounded because a malformed trace may hold a cycle. */
  private End end(Forest forest, SpanSample from) {
    SpanSample span = from;
    for (int depth = 0; depth < forest.spans().size(); depth++) {
      List<SpanSample> calls = forest.children(span);
      if (calls.isEmpty()) {
        break;
      }
      SpanSample target = forest.target(calls.getLast());
      if (!early(forest, target)) {
        return new End(span.trace(), span.span(), target.subject());
      }
      span = target;
    }
    return new End(span.trace(), span.span(), span.subject());
  }

  private boolean early(Forest forest, SpanSample span) {
    Turn turn = new Turn(step(span), last(forest, span));
    int times = seen.getOrDefault(turn, 0);
    return times >= FEWEST && ended.getOrDefault(turn, 0) < RARE * times;
  }

  private static Step last(Forest forest, SpanSample span) {
    List<SpanSample> calls = forest.children(span);
    return calls.isEmpty() ? NOTHING : step(forest.target(calls.getLast()));
  }

  private static Step step(SpanSample span) {
    return new Step(span.subject(), span.operation());
  }
}
