// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.Labels;
import dev.ballast.promql.ast.StringText;
import java.util.Collection;
import java.util.Set;

/** Picks some labels of a set, or leaves some out: what groups and matches series. */
final class Projection {

  private final Set<String> names;
  private final boolean keep;

  private Projection(Collection<String> names, boolean keep) {
    this.names = Set.copyOf(names);
    this.keep = keep;
  }

  static Projection keeping(Collection<String> names) {
    return new Projection(names, true);
  }

  /** Leaves out the given labels; the metric name only when it is among them. */
  static Projection dropping(Collection<String> names) {
    return new Projection(names, false);
  }

  Labels of(Labels labels) {
    if (names.isEmpty()) {
      return keep ? Labels.EMPTY : labels;
    }
    int size = labels.size();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (names.contains(labels.name(i)) == keep) {
        kept++;
      }
    }
    if (kept == size) {
      return labels;
    }
    String[] pairs = new String[2 * kept];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (names.contains(labels.name(i)) == keep) {
        pairs[n++] = labels.name(i);
        pairs[n++] = labels.value(i);
      }
    }
    return Labels.ofSortedPairs(pairs);
  }

  /** The set with one label changed; an empty value removes it. */
  static Labels with(Labels labels, String name, String value) {
    if (labels.get(name).equals(value)) {
      return labels;
    }
    var map = labels.toMap();
    map.put(name, value);
    return Labels.of(map);
  }

  private static final Projection NO_NAME = dropping(Set.of(Labels.NAME, "__type__", "__unit__"));

  /** Without the metric's name, and without the type and unit that only hold for it. */
  static Labels withoutName(Labels labels) {
    return NO_NAME.of(labels);
  }

  /** All labels in braces, the name too: <code>{__name__="up", job="a"}</code>. */
  static String braces(Labels labels) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      text.append(i > 0 ? ", " : "").append(labels.name(i)).append('=');
      text.append(StringText.quote(labels.value(i)));
    }
    return text.append('}').toString();
  }
}
