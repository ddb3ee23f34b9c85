// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps each loss once, in the order of arrival, until whoever writes them down takes them. A merge
 * is repeated by engines and peers, and so are its losses. Safe for use by several threads.
 */
public final class Journal implements Losses {

  private final int most;
  private final Set<Loss> kept = new LinkedHashSet<>();
  private long overflowed;

  /** Holds at most so many; those beyond are counted, and an alarm for whoever reads the count. */
  public Journal(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("most: " + most + " (expected: at least 1)");
    }
    this.most = most;
  }

  @Override
  public synchronized void lost(Loss loss) {
    if (kept.size() < most) {
      kept.add(loss);
    } else if (!kept.contains(loss)) {
      overflowed++;
    }
  }

  /** True when nothing more fits: merges that could lose a write should wait until it is taken. */
  public synchronized boolean full() {
    return kept.size() >= most;
  }

  /** Losses that came when it was full and are known by number only. */
  public synchronized long overflowed() {
    return overflowed;
  }

  public synchronized List<Loss> losses() {
    return List.copyOf(kept);
  }

  /** All losses, and an empty journal from now on. */
  public synchronized List<Loss> take() {
    List<Loss> all = new ArrayList<>(kept);
    kept.clear();
    return all;
  }
}
