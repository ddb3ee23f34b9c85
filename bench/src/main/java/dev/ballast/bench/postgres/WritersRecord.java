// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the writers know by themselves: of each acknowledged write the value it replaced and the one
 * it wrote, while nobody sees the other side. Which writes were lost follows from that and the rows
 * in the end; nothing else is asked.
 */
final class WritersRecord {

  /** Where there is no row. */
  static final String GONE = "";

  /** One acknowledged write; each value is written once. */
  record Write(int node, int key, String before, String after) {}

  private final Collection<Write> writes = new ConcurrentLinkedQueue<>();

  void add(Write write) {
    writes.add(write);
  }

  int size() {
    return writes.size();
  }

  /**
   * The writes that were lost, as {@code node key value}: on each side the last write of a key is
   * what nobody there replaced; of two such, the one that the row does not show in the end.
   *
   * @param end the rows in the end; a key without a row is absent
   */
  Set<String> lost(Map<Integer, String> end) {
    Set<String> lost = new TreeSet<>();
    byKeyAndNode()
        .forEach(
            (key, sides) -> {
              String kept = end.getOrDefault(key, GONE);
              boolean shown = false;
              for (Map.Entry<Integer, List<Write>> side : sides.entrySet()) {
                String last = last(side.getValue());
                boolean wins = last.equals(kept) && !shown;
                shown |= wins;
                if (!wins && sides.size() > 1) {
                  lost.add(text(side.getKey(), key, last));
                }
              }
              if (!shown) {
                lost.add("nobody wrote what key " + key + " has: " + kept);
              }
            });
    return lost;
  }

  /** Keys that both sides have deleted: either deletion may be called the later one. */
  Set<Integer> deletedTwice() {
    Set<Integer> twice = new HashSet<>();
    byKeyAndNode()
        .forEach(
            (key, sides) -> {
              if (sides.size() > 1
                  && sides.values().stream().allMatch(side -> last(side).equals(GONE))) {
                twice.add(key);
              }
            });
    return twice;
  }

  private Map<Integer, Map<Integer, List<Write>>> byKeyAndNode() {
    Map<Integer, Map<Integer, List<Write>>> sorted = new HashMap<>();
    for (Write write : writes) {
      sorted
          .computeIfAbsent(write.key(), _ -> new HashMap<>())
          .computeIfAbsent(write.node(), _ -> new ArrayList<>())
          .add(write);
    }
    return sorted;
  }

  static String text(int node, int key, String value) {
    return node + " " + key + " " + (value.equals(GONE) ? "deleted" : value);
  }

  /** The one write of a side that no other one of that side replaced. */
  private static String last(List<Write> side) {
    long rows = 1; // Every key had a row when the cut began.
    Set<String> values = new HashSet<>();
    Set<String> replaced = new HashSet<>();
    for (Write write : side) {
      rows += write.after().equals(GONE) ? -1 : write.before().equals(GONE) ? 1 : 0;
      values.add(write.after());
      replaced.add(write.before());
    }
    if (rows == 0) {
      return GONE;
    }
    values.remove(GONE);
    values.removeAll(replaced);
    if (values.size() != 1) {
      throw new IllegalStateException("not one last write: " + values);
    }
    return values.iterator().next();
  }
}
