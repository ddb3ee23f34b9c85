// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A value that keeps all concurrent writes until somebody who saw them writes over them: for what a
 * person has to decide.
 */
public record MultiValue(SortedMap<Stamp, Content> values, Seen seen) implements Lattice {

  public static final MultiValue EMPTY = new MultiValue(new TreeMap<>(), Seen.NOTHING);

  public MultiValue {
    values = Sorted.copy(values);
    for (Stamp stamp : values.keySet()) {
      if (!seen.covers(stamp)) {
        throw new IllegalArgumentException("seen: lacks " + stamp + " (expected: all values)");
      }
    }
  }

  /** More than one value: somebody has to choose. */
  public boolean conflicting() {
    return values.size() > 1;
  }

  public MultiValue write(Stamp now, String text) {
    return replaced(now, new Content.Text(text));
  }

  public MultiValue delete(Stamp now) {
    return replaced(now, Content.deleted());
  }

  private MultiValue replaced(Stamp now, Content content) {
    if (seen.covers(now)) {
      throw new IllegalArgumentException("stamp: " + now + " (expected: one not used before)");
    }
    return new MultiValue(Sorted.with(new TreeMap<>(), now, content), seen.with(now));
  }

  /** Loses nothing, unless two sites go by one name and gave one stamp twice. */
  public MultiValue merge(MultiValue other, Losses losses) {
    SortedMap<Stamp, Content> merged = new TreeMap<>();
    values.forEach(
        (stamp, mine) -> {
          Content theirs = other.values.get(stamp);
          if (theirs != null) {
            merged.put(stamp, larger(stamp, mine, theirs, losses));
          } else if (!other.seen.covers(stamp)) {
            merged.put(stamp, mine);
          }
        });
    other.values.forEach(
        (stamp, theirs) -> {
          if (!seen.covers(stamp)) {
            merged.put(stamp, theirs);
          }
        });
    return new MultiValue(merged, seen.merge(other.seen));
  }

  private static Content larger(Stamp stamp, Content a, Content b, Losses losses) {
    int order = a.compareTo(b);
    if (order != 0) {
      losses.lost(new Loss.Overwritten("", stamp, order > 0 ? b : a, stamp, order > 0 ? a : b));
    }
    return order >= 0 ? a : b;
  }
}
