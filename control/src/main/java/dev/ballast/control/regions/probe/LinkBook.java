// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The account of one link between two regions: numbered probe writes in one, read in the other. One
 * clock, that of who probes, times both ends, so the clocks of the regions do not matter. Not
 * thread-safe.
 */
public final class LinkBook {

  // The lag is the age of the oldest acknowledged write that has not arrived: what would be lost if
  // the writer's region were lost now. It is never less than true, and more than true by at most
  // the
  // time between two reads. A write counts as lost when a later one of the same writer has arrived
  // and it has not, or when its region was left behind by a promotion.

  private static final int MOST = 10_000;
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final NavigableMap<Long, Instant> acknowledged = new TreeMap<>();
  private final NavigableSet<Long> lost = new TreeSet<>();
  private long seen;
  private long stale;
  private Instant readAt = Instant.MIN;
  private Instant lastAcknowledged = Instant.MIN;

  /** What the account says. */
  public record Standing(
      Duration lag, int unseen, long staleReads, List<Long> lost, Instant measured) {
    public Standing {
      lost = List.copyOf(lost);
    }
  }

  /** A write was acknowledged in the one region. */
  public void acknowledged(long number, Instant at) {
    lastAcknowledged = at;
    if (number > seen) {
      acknowledged.put(number, at);
      if (acknowledged.size() > MOST) {
        acknowledged.pollFirstEntry();
      }
    }
  }

  /**
   * The other region was read.
   *
   * @param present numbers above {@link #settled()} that are there
   * @param newest the highest number that is there; 0 when there is none
   */
  public void read(Collection<Long> present, long newest, Instant at) {
    readAt = at;
    if (newest < seen) {
      stale++;
      return;
    }
    for (Long number : List.copyOf(acknowledged.headMap(newest, true).keySet())) {
      acknowledged.remove(number);
      if (!present.contains(number)) {
        lost.add(number);
      }
    }
    lost.removeAll(present);
    seen = newest;
  }

  /** Up to here everything has been accounted for. */
  public long settled() {
    return seen;
  }

  /**
   * The reader's region takes the writes from now on, as it stands: what has not arrived is lost.
   *
   * @return the numbers lost by that
   */
  public List<Long> promoted() {
    List<Long> gone = new ArrayList<>(acknowledged.keySet());
    lost.addAll(gone);
    acknowledged.clear();
    return gone;
  }

  /** Where the account stands. */
  public Standing standing(Instant now) {
    Map.Entry<Long, Instant> oldest = acknowledged.firstEntry();
    return new Standing(
        oldest == null ? Duration.ZERO : lag(oldest.getValue(), now),
        acknowledged.size(),
        stale,
        List.copyOf(lost),
        readAt);
  }

  private Duration lag(Instant oldest, Instant now) {
    Duration since = Duration.between(lastAcknowledged, now);
    Duration more = since.compareTo(BETWEEN) > 0 ? BETWEEN : since;
    return Duration.between(oldest, lastAcknowledged)
        .plus(more.isNegative() ? Duration.ZERO : more);
  }
}
