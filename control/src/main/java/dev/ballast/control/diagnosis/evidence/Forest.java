// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.SpanSample;
import java.util.Arrays;
import java.util.List;

/**
 * The spans of a window as trees, by their place in the list. A span whose parent is missing, or
 * that would be its own parent, is a root. Children are in the order of their starts.
 *
 * <p>Note. Ids are found by open addressing over their hashes, children stand in one array behind
 * each other: no object per span. O(spans log children).
 */
final class Forest {

  static final int NONE = -1;

  private final SpanSample[] spans;
  private final int[] steps;
  private final int[] parents;

  /** Children of span i are {@code children[first[i]]} to before {@code children[first[i + 1]]}. */
  private final int[] first;

  private final int[] children;

  /**
   * Over one window.
   *
   * @param steps gives numbers to what spans do, the same over all windows of a scene
   */
  Forest(List<SpanSample> window, Steps steps) {
    spans = window.toArray(SpanSample[]::new);
    this.steps = new int[spans.length];
    Arrays.setAll(this.steps, i -> steps.number(spans[i]));
    parents = parents();
    first = new int[spans.length + 1];
    for (int parent : parents) {
      if (parent != NONE) {
        first[parent + 1]++;
      }
    }
    for (int i = 0; i < spans.length; i++) {
      first[i + 1] += first[i];
    }
    children = new int[first[spans.length]];
    int[] filled = Arrays.copyOf(first, spans.length);
    for (int i = 0; i < spans.length; i++) {
      if (parents[i] != NONE) {
        children[filled[parents[i]]++] = i;
      }
    }
    for (int i = 0; i < spans.length; i++) {
      byStart(first[i], first[i + 1]);
    }
  }

  private int[] parents() {
    int size = Integer.highestOneBit(Math.max(4, spans.length * 2 - 1)) << 1;
    int[] slots = new int[size];
    for (int i = 0; i < spans.length; i++) {
      int slot = slot(spans[i].trace(), spans[i].span(), size);
      while (slots[slot] != 0 && !is(slots[slot] - 1, spans[i].trace(), spans[i].span())) {
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = slots[slot] == 0 ? i + 1 : slots[slot];
    }
    int[] found = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      SpanSample span = spans[i];
      int slot = slot(span.trace(), span.parent(), size);
      while (slots[slot] != 0 && !is(slots[slot] - 1, span.trace(), span.parent())) {
        slot = (slot + 1) & (size - 1);
      }
      boolean root = span.parent() == 0 || span.parent() == span.span();
      found[i] = root ? NONE : slots[slot] - 1;
    }
    return found;
  }

  private boolean is(int index, long trace, long span) {
    return spans[index].trace() == trace && spans[index].span() == span;
  }

  private static int slot(long trace, long span, int size) {
    long hash = (trace * 0x9E3779B97F4A7C15L + span) * 0xBF58476D1CE4E5B9L;
    return (int) (hash >>> 32) & (size - 1);
  }

  /** Insertion sort: children are few and nearly always in order. */
  private void byStart(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int child = children[i];
      int at = i;
      while (at > from && later(children[at - 1], child)) {
        children[at] = children[at - 1];
        at--;
      }
      children[at] = child;
    }
  }

  private boolean later(int a, int b) {
    int byStart = Long.compare(spans[a].startMicros(), spans[b].startMicros());
    return byStart != 0 ? byStart > 0 : spans[a].span() > spans[b].span();
  }

  int size() {
    return spans.length;
  }

  SpanSample span(int i) {
    return spans[i];
  }

  /** What the span does, as a number. */
  int step(int i) {
    return steps[i];
  }

  /** {@link #NONE} at a root. */
  int parent(int i) {
    return parents[i];
  }

  int childCount(int i) {
    return first[i + 1] - first[i];
  }

  int child(int i, int which) {
    return children[first[i] + which];
  }

  /** {@link #NONE} without children. */
  int lastChild(int i) {
    return childCount(i) == 0 ? NONE : children[first[i + 1] - 1];
  }

  /** Whether somebody else, or nobody, called it. */
  boolean entry(int i) {
    return parents[i] == NONE || !spans[parents[i]].subject().equals(spans[i].subject());
  }

  /** The span at the other side of a call, when this one does nothing but wait for it. */
  int callee(int i) {
    if (childCount(i) != 1) {
      return NONE;
    }
    int child = children[first[i]];
    return spans[child].subject().equals(spans[i].subject()) ? NONE : child;
  }

  /** Whom a call ended at: the other side where it is known. */
  int target(int i) {
    int callee = callee(i);
    return callee == NONE ? i : callee;
  }

  /** Time in the span that no child covers; children are cut at the span's ends (clock skew). */
  long selfMicros(int i) {
    SpanSample span = spans[i];
    long covered = 0;
    long cursor = span.startMicros();
    for (int c = first[i]; c < first[i + 1]; c++) {
      SpanSample child = spans[children[c]];
      long from = Math.max(cursor, child.startMicros());
      long to = Math.min(span.endMicros(), child.endMicros());
      if (to > from) {
        covered += to - from;
        cursor = to;
      }
    }
    return span.durationMicros() - covered;
  }
}
