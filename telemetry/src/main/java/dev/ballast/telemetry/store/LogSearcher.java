// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import dev.ballast.telemetry.query.LogPage;
import dev.ballast.telemetry.query.LogQuery;
import dev.ballast.telemetry.query.LogRecord;
import dev.ballast.telemetry.query.LogSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * One search through log records, newest first and over all services at once: slices of time,
 * backwards, each read whole, wide where there is little and narrow where there is much. So a page
 * ends at a moment, and the next begins there.
 */
final class LogSearcher {

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;
  private static final long FIRST_SLICE = 10 * SECOND;
  private static final int MANY = 20_000;
  private static final int FEW = 2_000;

  private final Blocks blocks;
  private final LogSearch search;
  private final BiFunction<byte[], byte[], Optional<LogRecord>> decode;
  private final Predicate<byte[]> wanted;
  private long scanned;

  LogSearcher(
      Blocks blocks, LogSearch search, BiFunction<byte[], byte[], Optional<LogRecord>> decode) {
    this.blocks = blocks;
    this.search = search;
    this.decode = decode;
    Predicate<byte[]> matches =
        search.isWide() ? record -> true : record -> LogCodec.matches(record, search);
    this.wanted =
        record -> {
          scanned++;
          return matches.test(record);
        };
  }

  /**
   * Where a page begins: at a moment, behind so many of the records found there.
   *
   * @param skip of those with exactly that time
   */
  record Position(long time, int skip) {

    static Position of(String cursor, long latest) {
      if (cursor.isEmpty()) {
        return new Position(latest, 0);
      }
      int dash = cursor.indexOf('-', 1);
      try {
        return new Position(
            Long.parseLong(cursor.substring(0, Math.max(0, dash))),
            Integer.parseUnsignedInt(cursor.substring(dash + 1)));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "cursor: " + cursor + " (expected: the cursor of the page before)", e);
      }
    }

    String text() {
      return time + "-" + skip;
    }
  }

  /** Within the inclusive range of nanoseconds. */
  LogPage find(long from, long to, int limit, String cursor) {
    Position begin = Position.of(cursor, to);
    long upper = Math.min(to, begin.time());
    int skip = begin.time() == upper ? begin.skip() : 0;
    long wish = (long) limit + skip;
    List<NewestFirst.Found> all = new ArrayList<>();
    long width = FIRST_SLICE;
    while (upper >= from && all.size() < wish && scanned < LogQuery.MOST_SCANNED) {
      long hour = Math.floorDiv(upper, HOUR) * HOUR;
      long lower = Math.max(Math.max(from, hour), upper - width + 1);
      long before = scanned;
      all.addAll(
          new NewestFirst(blocks, Family.LOGS, search.service(), (int) (wish - all.size()))
              .only(wanted, Integer.MAX_VALUE)
              .find(lower, upper));
      long read = scanned - before;
      width = read > MANY ? Math.max(SECOND / 10, width / 8) : read < FEW ? width * 2 : width;
      width = Math.min(width, HOUR);
      upper = lower - 1;
    }
    List<NewestFirst.Found> page = all.subList(Math.min(skip, all.size()), all.size());
    List<LogRecord> records =
        page.stream().flatMap(f -> decode.apply(f.key(), f.value()).stream()).toList();
    return new LogPage(records, next(all, wish, upper, from), scanned);
  }

  private static String next(List<NewestFirst.Found> all, long wish, long upper, long from) {
    if (all.size() >= wish && wish > 0) {
      long last = all.getLast().time();
      return new Position(last, (int) all.stream().filter(f -> f.time() == last).count()).text();
    }
    return upper >= from ? new Position(upper, 0).text() : "";
  }
}
