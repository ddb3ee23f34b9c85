// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds the newest keys of a family that is ordered by hour, service and inverted time: hour by
 * hour backwards, and in each hour as far as needed of each service. Good for one search.
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
  private final Predicate<byte[]> wanted;
  private int left;

  /** An empty service means any. */
  NewestFirst(Blocks blocks, Family family, String service, int limit) {
    this(blocks, family, service, limit, value -> true, Integer.MAX_VALUE);
  }

  private NewestFirst(
      Blocks blocks,
      Family family,
      String service,
      int limit,
      Predicate<byte[]> wanted,
      int mostScanned) {
    this.blocks = blocks;
    this.family = family;
    this.service = service;
    this.limit = limit;
    this.wanted = wanted;
    this.left = mostScanned;
  }

  /** Only keys whose value is wanted, among so many as are looked at. */
  NewestFirst only(Predicate<byte[]> value, int mostScanned) {
    return new NewestFirst(blocks, family, service, limit, value, mostScanned);
  }

  /** Within the inclusive range of nanoseconds. */
  List<Found> find(long from, long to) {
    List<Found> all = new ArrayList<>();
    for (int hour = Hours.of(to);
        hour >= Hours.of(from) && all.size() < limit && left > 0;
        hour--) {
      List<Found> found = new ArrayList<>();
      if (service.isEmpty()) {
        int period = hour;
        Hours.services(
            blocks,
            family,
            hour,
            one -> {
              collect(period, one, from, to, found);
              return left > 0;
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
    int[] room = {limit};
    if (limit <= 0) {
      return;
    }
    blocks.scan(
        family,
        Hours.join(prefix, Hours.inverted(to)),
        Hours.after(Hours.join(prefix, Hours.inverted(from))),
        (key, value) -> {
          if (wanted.test(value)) {
            into.add(new Found(Hours.timeAt(key, prefix.length), key, value));
            room[0]--;
          }
          return room[0] > 0 && --left > 0;
        });
  }
}
