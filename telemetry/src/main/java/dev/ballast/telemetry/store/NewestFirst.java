// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the newest keys of a family that is ordered by hour, service and inverted time: hour by
 * hour backwards, and in each hour as far as needed of each service.
 */
final class NewestFirst {

  /**
   * @param time nanoseconds since the epoch
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(long time, byte[] key, byte[] value) {}

  private final Blocks blocks;
  private final Family family;
  private final String service;
  private final int limit;

  /** An empty service means any. */
  NewestFirst(Blocks blocks, Family family, String service, int limit) {
    this.blocks = blocks;
    this.family = family;
    this.service = service;
    this.limit = limit;
  }

  /** Within the inclusive range of nanoseconds. */
  List<Found> find(long from, long to) {
    List<Found> all = new ArrayList<>();
    for (int hour = Hours.of(to); hour >= Hours.of(from) && all.size() < limit; hour--) {
      List<Found> found = new ArrayList<>();
      if (service.isEmpty()) {
        int period = hour;
        Hours.services(
            blocks,
            family,
            hour,
            one -> {
              collect(period, one, from, to, found);
              return true;
            });
      } else {
        collect(hour, Hours.service(service), from, to, found);
      }
      found.sort(Comparator.comparingLong(Found::time).reversed());
      all.addAll(found.subList(0, Math.min(found.size(), limit - all.size())));
    }
    return all;
  }

  private void collect(int hour, byte[] one, long from, long to, List<Found> into) {
    byte[] prefix = Hours.join(Blocks.prefix(hour), one);
    int[] left = {limit};
    if (limit <= 0) {
      return;
    }
    blocks.scan(
        family,
        Hours.join(prefix, Hours.inverted(to)),
        Hours.after(Hours.join(prefix, Hours.inverted(from))),
        (key, value) -> {
          into.add(new Found(Hours.timeAt(key, prefix.length), key, value));
          return --left[0] > 0;
        });
  }
}
