// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

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
  private static final int NOTHING = -1;

  /** How often an operation, after a call of a kind, was seen and how often it ended there. */
  private static final class Turn {
    private int seen;
    private int ended;
  }

  /** What is usual, by operation and last call. */
  private record Learnt(Map<Long, Turn> turns) {

    static Learnt of(List<Forest> windows) {
      Map<Long, Turn> turns = new HashMap<>();
      for (Forest forest : windows) {
        for (int i = 0; i < forest.size(); i++) {
          int operation = forest.step(i);
          at(turns, operation, NOTHING).seen++;
          for (int c = 0; c < forest.childCount(i); c++) {
            int kind = forest.step(forest.target(forest.child(i, c)));
            if (!before(forest, i, c, kind)) {
              at(turns, operation, kind).seen++;
            }
          }
          at(turns, operation, last(forest, i)).ended++;
        }
      }
      return new Learnt(turns);
    }

    private static boolean before(Forest forest, int span, int child, int kind) {
      for (int c = 0; c < child; c++) {
        if (forest.step(forest.target(forest.child(span, c))) == kind) {
          return true;
        }
      }
      return false;
    }

    private static Turn at(Map<Long, Turn> turns, int operation, int last) {
      return turns.computeIfAbsent(key(operation, last), any -> new Turn());
    }

    boolean early(Forest forest, int span) {
      Turn turn = turns.get(key(forest.step(span), last(forest, span)));
      return turn != null && turn.seen >= FEWEST && turn.ended < RARE * turn.seen;
    }
  }

  @Override
  public List<Evidence> examine(Observed seen) {
    if (!seen.spans().comparable()) {
      return List.of();
    }
    List<Forest> before = seen.spans().before();
    List<Forest> after = seen.spans().after();
    Learnt learnt = Learnt.of(before);
    SortedMap<Subject, Integer> usual = accused(learnt, before);
    List<Evidence> found = new ArrayList<>();
    accused(learnt, after)
        .forEach(
            (subject, count) -> {
              double rate = count / (double) after.size();
              double normal = usual.getOrDefault(subject, 0) / (double) before.size();
              double strength = Math.log1p(Math.max(0, rate - HISTORY * normal - FREE));
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

  private static SortedMap<Subject, Integer> accused(Learnt learnt, List<Forest> windows) {
    SortedMap<Subject, Integer> counts = new TreeMap<>();
    for (Forest forest : windows) {
      Set<Integer> ends = new HashSet<>();
      for (int i = 0; i < forest.size(); i++) {
        if (learnt.early(forest, i)) {
          int end = end(learnt, forest, i);
          if (ends.add(end)) {
            counts.merge(culprit(learnt, forest, end), 1, Integer::sum);
          }
        }
      }
    }
    return counts;
  }

  /** The deepest span that ended early. Bounded, for a malformed trace may hold a cycle. */
  private static int end(Learnt learnt, Forest forest, int from) {
    int span = from;
    for (int depth = 0; depth < forest.size(); depth++) {
      int last = forest.lastChild(span);
      if (last == Forest.NONE || !learnt.early(forest, forest.target(last))) {
        return span;
      }
      span = forest.target(last);
    }
    return span;
  }

  private static Subject culprit(Learnt learnt, Forest forest, int end) {
    int last = forest.lastChild(end);
    boolean wentOn = last == Forest.NONE || learnt.early(forest, forest.target(last));
    return forest.span(wentOn ? end : forest.target(last)).subject();
  }

  private static int last(Forest forest, int span) {
    int last = forest.lastChild(span);
    return last == Forest.NONE ? NOTHING : forest.step(forest.target(last));
  }

  private static long key(int operation, int last) {
    return ((long) operation << 32) | (last & 0xffffffffL);
  }
}
