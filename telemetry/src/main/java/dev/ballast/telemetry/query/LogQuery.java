// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.List;

/** Looks up log records. */
public interface LogQuery {

  /** About the most records that one call of {@link #search} looks at. */
  int MOST_SCANNED = 500_000;

  /** Records that carry the trace id, in ascending time. */
  List<LogRecord> ofTrace(String traceId);

  /** Records of a service in the range, newest first; empty service means any. */
  List<LogRecord> logs(String service, Instant start, Instant end, int limit);

  /**
   * Records that are wanted, newest first, page by page. A page may hold fewer than there is room
   * for, even none, when much had to be looked at: as long as it has a cursor there may be more.
   *
   * @param cursor of the page before; empty for the first
   * @throws IllegalArgumentException when the cursor is none
   */
  default LogPage search(LogSearch search, int limit, String cursor) {
    if (!cursor.isEmpty()) {
      throw new IllegalArgumentException("cursor: " + cursor + " (expected: none)");
    }
    List<LogRecord> all = logs(search.service(), search.from(), search.to(), MOST_SCANNED);
    return new LogPage(all.stream().filter(search::accepts).limit(limit).toList(), "", all.size());
  }
}
