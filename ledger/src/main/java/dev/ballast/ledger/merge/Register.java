// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.Iterator;
import java.util.Map;

/**
 * One value of which the last write stays, by the total order of stamps; with a tombstone when it
 * was deleted.
 *
 * @param base what the writer of this value had seen: tells a write that was replaced knowingly
 *     from one that was lost
 */
public record Register(Stamp stamp, Content content, Seen base) implements Lattice {

  /** Never written. */
  public static final Register EMPTY = new Register(Stamp.NEVER, Content.deleted(), Seen.NOTHING);

  /** Writes over what is here. The stamp is of a clock that received this register's stamp. */
  public Register write(Stamp now, String text) {
    return replaced(now, new Content.Text(text));
  }

  public Register delete(Stamp now) {
    return replaced(now, Content.deleted());
  }

  private Register replaced(Stamp now, Content next) {
    if (now.compareTo(stamp) <= 0) {
      throw new IllegalArgumentException(
          "stamp: " + now + " (expected: after " + stamp + ", which the clock must receive first)");
    }
    return new Register(now, next, written() ? base.with(stamp) : base);
  }

  public boolean written() {
    return !stamp.equals(Stamp.NEVER);
  }

  /** The later write of both. The other one is lost when the later one's writer had not seen it. */
  public Register merge(Register other, Losses losses) {
    int order = compare(this, other);
    if (order == 0) {
      return this;
    }
    Register later = order > 0 ? this : other;
    Register earlier = order > 0 ? other : this;
    boolean sameWrite = earlier.stamp.equals(later.stamp) && earlier.content.equals(later.content);
    if (earlier.written() && !sameWrite && !later.base.covers(earlier.stamp)) {
      losses.lost(
          new Loss.Overwritten("", earlier.stamp, earlier.content, later.stamp, later.content));
    }
    return later;
  }

  /** Equal stamps mean that two sites go by one name; then content decides, never who asks. */
  private static int compare(Register a, Register b) {
    int order = a.stamp.compareTo(b.stamp);
    if (order == 0) {
      order = a.content.compareTo(b.content);
    }
    return order == 0 ? compare(a.base, b.base) : order;
  }

  private static int compare(Seen a, Seen b) {
    Iterator<Map.Entry<Origin, Long>> mine = a.newest().entrySet().iterator();
    Iterator<Map.Entry<Origin, Long>> theirs = b.newest().entrySet().iterator();
    while (mine.hasNext() && theirs.hasNext()) {
      Map.Entry<Origin, Long> x = mine.next();
      Map.Entry<Origin, Long> y = theirs.next();
      int order = x.getKey().compareTo(y.getKey());
      if (order == 0) {
        order = x.getValue().compareTo(y.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(mine.hasNext(), theirs.hasNext());
  }
}
