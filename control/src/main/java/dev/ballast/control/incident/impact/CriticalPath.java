// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps that a request's end waited for.
 *
 * <p>Note. From the end of a step back to its start: the child that ended last before the cursor is
 * on the path, and the cursor moves to that child's start; so for each child on the path (Zhang et
 * al., CRISP, USENIX ATC 2022). O(n log n). Where the clocks of two hosts differ, a child would lie
 * outside of its parent: it is moved into the middle, and all below it by as much. What has no root
 * above it is not on a path.
 */
public final class CriticalPath {

  private static final Comparator<Placed> LAST_FIRST =
      Comparator.comparingLong(Placed::end).reversed().thenComparing(placed -> placed.step().id());

  /** A step where the clock of its root sees it. */
  private record Placed(Step step, long start, long end) {}

  private CriticalPath() {}

  /** The root first; empty when the trace has none. */
  public static List<Step> of(Trace trace) {
    Map<String, List<Step>> children = new HashMap<>();
    Step root = null;
    for (Step step : trace.steps()) {
      if (step.parent().isEmpty()) {
        root = root == null || step.startMicros() < root.startMicros() ? step : root;
      } else {
        children.computeIfAbsent(step.parent(), any -> new ArrayList<>()).add(step);
      }
    }
    return root == null ? List.of() : walk(root, children);
  }

  private static List<Step> walk(Step root, Map<String, List<Step>> children) {
    List<Step> path = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Placed> open = new ArrayDeque<>();
    open.push(new Placed(root, root.startMicros(), root.endMicros()));
    while (!open.isEmpty()) {
      Placed here = open.pop();
      if (!seen.add(here.step().id())) {
        continue; // Ids that refer to each other in a circle, or twice the same.
      }
      path.add(here.step());
      long cursor = here.end();
      for (Placed child : placed(here, children.getOrDefault(here.step().id(), List.of()))) {
        if (child.end() <= cursor) {
          open.push(child);
          cursor = child.start();
        }
      }
    }
    return path;
  }

  private static List<Placed> placed(Placed parent, List<Step> below) {
    List<Placed> all = new ArrayList<>();
    for (Step step : below) {
      long start = step.startMicros() + parent.start() - parent.step().startMicros();
      long end = start + step.micros();
      long room = parent.end() - parent.start() - step.micros();
      if (room >= 0 && (start < parent.start() || end > parent.end())) {
        start = parent.start() + room / 2;
        end = start + step.micros();
      }
      // One that goes on after its parent is waited for no longer than that.
      all.add(new Placed(step, Math.max(start, parent.start()), Math.min(end, parent.end())));
    }
    all.sort(LAST_FIRST);
    return all;
  }
}
