// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which root operations wait for the origin, gathered from traces.
 *
 * <p>Note. An operation is hurt when the origin is on the critical path of its traces, that is when
 * its answer waits for the origin: a call beside the path costs nobody time. One trace in twenty is
 * the least, so that one odd trace makes no journey. O(spans log spans), of at most {@value
 * #MOST_STEPS} spans.
 *
 * @param seen of each root operation how many traces there are, and how many wait for the origin
 * @param users different ones whose request waited for it
 * @param named whether any span says who asked
 */
public record Paths(SortedMap<Operation, Share> seen, Set<String> users, boolean named) {

  static final int MOST_STEPS = 200_000;
  private static final double LEAST = 0.05;

  /** So many of so many. */
  record Share(int through, int traces) {
    private Share and(boolean more) {
      return new Share(through + (more ? 1 : 0), traces + 1);
    }

    double ratio() {
      return (double) through / traces;
    }
  }

  static Paths of(Origin origin, List<Trace> traces) {
    SortedMap<Operation, Share> seen = new TreeMap<>();
    Set<String> users = new HashSet<>();
    boolean named = false;
    int steps = 0;
    for (Trace trace : traces) {
      steps += trace.steps().size();
      if (steps > MOST_STEPS) {
        break;
      }
      List<Step> path = CriticalPath.of(trace);
      if (path.isEmpty()) {
        continue;
      }
      boolean through = path.stream().anyMatch(origin::isAt);
      Step root = path.getFirst();
      seen.merge(
          new Operation(root.service(), root.region(), root.operation()),
          new Share(0, 0).and(through),
          (old, any) -> old.and(through));
      for (Step step : trace.steps()) {
        named |= !step.user().isEmpty();
        if (through && !step.user().isEmpty()) {
          users.add(step.user());
        }
      }
    }
    return new Paths(seen, users, named);
  }

  /** Those that wait for the origin. */
  public static Collection<Operation> hurt(Origin origin, List<Trace> traces) {
    return of(origin, traces).hurt().keySet();
  }

  SortedMap<Operation, Share> hurt() {
    SortedMap<Operation, Share> hurt = new TreeMap<>(seen);
    hurt.values().removeIf(share -> share.ratio() < LEAST);
    return hurt;
  }
}
