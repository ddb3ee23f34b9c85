// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/** Copies that nobody changes, in their natural order, which is the order of the bytes. */
final class Sorted {

  private Sorted() {}

  static <K extends Comparable<K>, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>((Map<K, V>) map));
  }

  static <T extends Comparable<T>> SortedSet<T> copy(SortedSet<T> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>((Collection<T>) set));
  }

  static <K extends Comparable<K>, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
    SortedMap<K, V> more = new TreeMap<>((Map<K, V>) map);
    more.put(key, value);
    return more;
  }

  /** The keys of both; what both have is merged. */
  static <K extends Comparable<K>, V> SortedMap<K, V> merge(
      SortedMap<K, V> a, SortedMap<K, V> b, Both<K, V> both) {
    SortedMap<K, V> all = new TreeMap<>((Map<K, V>) a);
    b.forEach(
        (key, value) -> {
          BinaryOperator<V> merge = (x, y) -> both.merge(key, x, y);
          all.merge(key, value, merge);
        });
    return all;
  }

  /** Merges what two maps have under the same key. */
  interface Both<K, V> {
    V merge(K key, V a, V b);
  }
}
