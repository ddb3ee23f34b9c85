// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.evidence;

import dev.ballast.control.diagnosis.scene.SpanSample;
import dev.ballast.control.diagnosis.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a window as trees. A span whose parent is missing, or that would close a cycle with
 * itself, is a root. Children are in the order of their starts.
 */
final class Forest {

  private static final Comparator<SpanSample> BY_START =
      Comparator.comparingLong(SpanSample::startMicros).thenComparingLong(SpanSample::span);

  private record Id(long trace, long span) {}

  private final List<SpanSample> spans;
  private final Map<Id, SpanSample> byId = new HashMap<>();
  private final Map<Id, List<SpanSample>> children = new HashMap<>();

  Forest(List<SpanSample> spans) {
    this.spans = spans;
    spans.forEach(s -> byId.putIfAbsent(new Id(s.trace(), s.span()), s));
    for (SpanSample span : spans) {
      if (parent(span) != null) {
        children
            .computeIfAbsent(new Id(span.trace(), span.parent()), any -> new ArrayList<>())
            .add(span);
      }
    }
    children.values().forEach(list -> list.sort(BY_START));
  }

  List<SpanSample> spans() {
    return spans;
  }

  @Nullable SpanSample parent(SpanSample span) {
    return span.parent() == span.span() ? null : byId.get(new Id(span.trace(), span.parent()));
  }

  List<SpanSample> children(SpanSample span) {
    return children.getOrDefault(new Id(span.trace(), span.span()), List.of());
  }

  /** Whether somebody else, or nobody, called it. */
  boolean entry(SpanSample span) {
    SpanSample parent = parent(span);
    return parent == null || !parent.subject().equals(span.subject());
  }

  /** The span at the other side of a call, when this one does nothing but wait for it. */
  @Nullable SpanSample callee(SpanSample span) {
    List<SpanSample> below = children(span);
    return below.size() == 1 && !below.getFirst().subject().equals(span.subject())
        ? below.getFirst()
        : null;
  }

  /** Whom a call ended at: the other side where it is known. */
  SpanSample target(SpanSample span) {
    SpanSample callee = callee(span);
    return callee == null ? span : callee;
  }

  /** Time in the span that no child covers; children are cut at the span's ends (clock skew). */
  long selfMicros(SpanSample span) {
    long covered = 0;
    long cursor = span.startMicros();
    for (SpanSample child : children(span)) {
      long from = Math.max(cursor, child.startMicros());
      long to = Math.min(span.endMicros(), child.endMicros());
      if (to > from) {
        covered += to - from;
        cursor = to;
      }
    }
    return span.durationMicros() - covered;
  }

  /** Entries of each subject: how often it was asked. */
  Map<Subject, Integer> entries() {
    Map<Subject, Integer> counts = new HashMap<>();
    spans.stream().filter(this::entry).forEach(s -> counts.merge(s.subject(), 1, Integer::sum));
    return counts;
  }
}
