// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An immutable label set sorted by name; the metric name is the label {@value #NAME}. */
public final class Labels implements Comparable<Labels> {

  public static final String NAME = "__name__";
  public static final Labels EMPTY = new Labels(new String[0]);

  private final String[] pairs;
  private final int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /**
   * From names and values in turn, in any order; empty values are dropped, the last of a name wins.
   */
  public static Labels of(String... namesAndValues) {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return of(map);
  }

  /** From a map; empty values are dropped, as an empty label is the same as none. */
  public static Labels of(Map<String, String> labels) {
    return ofSorted(new TreeMap<>(labels));
  }

  /** Takes ownership of names (strictly ascending) and values (non-empty) in turn, unchecked. */
  public static Labels ofSortedPairs(String[] pairs) {
    return pairs.length == 0 ? EMPTY : new Labels(pairs);
  }

  private static Labels ofSorted(SortedMap<String, String> sorted) {
    String[] pairs = new String[sorted.size() * 2];
    int n = 0;
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        pairs[n++] = entry.getKey();
        pairs[n++] = entry.getValue();
      }
    }
    return ofSortedPairs(n == pairs.length ? pairs : Arrays.copyOf(pairs, n));
  }

  public int size() {
    return pairs.length / 2;
  }

  public String name(int i) {
    return pairs[2 * i];
  }

  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The value of a label; empty when it is not there, as PromQL has it. */
  public String get(String name) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      int order = pairs[2 * mid].compareTo(name);
      if (order == 0) {
        return pairs[2 * mid + 1];
      }
      if (order < 0) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return "";
  }

  public String metricName() {
    return get(NAME);
  }

  /**
   * Replaces each name and value by an equal text, so that many label sets can share one copy. No
   * caller can tell the difference, at any time or from any thread.
   */
  public void share(UnaryOperator<String> copyOf) {
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = copyOf.apply(pairs[i]);
    }
  }

  public SortedMap<String, String> toMap() {
    TreeMap<String, String> map = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      map.put(name(i), value(i));
    }
    return map;
  }

  @Override
  public int compareTo(Labels other) {
    return Arrays.compare(pairs, other.pairs);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object == this
        || (object instanceof Labels other
            && hash == other.hash
            && Arrays.equals(pairs, other.pairs));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** As PromQL writes it: {@code name{a="b"}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(metricName());
    String separator = "{";
    for (int i = 0; i < size(); i++) {
      if (!name(i).equals(NAME)) {
        text.append(separator).append(name(i)).append("=\"");
        text.append(value(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        text.append('"');
        separator = ",";
      }
    }
    if (separator.equals(",")) {
      text.append('}');
    } else if (text.isEmpty()) {
      text.append("{}");
    }
    return text.toString();
  }
}
