// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A set where an addition outlives every removal that had not seen it.
 *
 * @param additions for each element the additions that nobody removed
 * @param seen all additions ever merged, so that a removal needs no tombstone
 */
public record AddWinsSet(SortedMap<String, SortedSet<Stamp>> additions, Seen seen)
    implements Lattice {

  /*
   * Optimised observed-remove set, Bieniusa, Zawirski, Preguiça, Shapiro, Baquero, Balegas and Duarte 2012. An addition that one side
   * has and the other lacks was either removed there (then it is seen) or has not arrived yet. Size: the elements and one number an origin.
   */

  public static final AddWinsSet EMPTY = new AddWinsSet(new TreeMap<>(), Seen.NOTHING);

  public AddWinsSet {
    SortedMap<String, SortedSet<Stamp>> copy = new TreeMap<>();
    for (var entry : additions.entrySet()) {
      new Content.Text(entry.getKey());
      if (entry.getValue().isEmpty()) {
        throw new IllegalArgumentException(
            "additions of " + entry.getKey() + ": none (expected: at least 1)");
      }
      for (Stamp stamp : entry.getValue()) {
        if (!seen.covers(stamp)) {
          throw new IllegalArgumentException("seen: lacks " + stamp + " (expected: all additions)");
        }
      }
      copy.put(entry.getKey(), Sorted.copy(entry.getValue()));
    }
    additions = Sorted.copy(copy);
  }

  public SortedSet<String> elements() {
    return new TreeSet<>(additions.keySet());
  }

  public AddWinsSet add(Stamp now, String element) {
    if (seen.covers(now)) {
      throw new IllegalArgumentException("stamp: " + now + " (expected: one not used before)");
    }
    SortedSet<Stamp> one = new TreeSet<>();
    one.add(now);
    return new AddWinsSet(Sorted.with(additions, element, one), seen.with(now));
  }

  public AddWinsSet remove(String element) {
    SortedMap<String, SortedSet<Stamp>> rest = new TreeMap<>(additions);
    rest.remove(element);
    return new AddWinsSet(rest, seen);
  }

  public AddWinsSet merge(AddWinsSet other) {
    SortedMap<String, SortedSet<Stamp>> merged = new TreeMap<>();
    keep(this, other, merged);
    keep(other, this, merged);
    return new AddWinsSet(merged, seen.merge(other.seen));
  }

  /** Of one side's additions those that the other has, too, or has not heard of. */
  private static void keep(
      AddWinsSet from, AddWinsSet other, SortedMap<String, SortedSet<Stamp>> into) {
    from.additions.forEach(
        (element, stamps) -> {
          SortedSet<Stamp> there = other.additions.getOrDefault(element, new TreeSet<>());
          for (Stamp stamp : stamps) {
            if (there.contains(stamp) || !other.seen.covers(stamp)) {
              into.computeIfAbsent(element, e -> new TreeSet<>()).add(stamp);
            }
          }
        });
  }
}
