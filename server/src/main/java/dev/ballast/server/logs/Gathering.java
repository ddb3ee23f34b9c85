// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.logs;

import dev.ballast.telemetry.query.LogRecord;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Groups the newest records page by page, so that no more than one page of them is in memory, and
 * stops at a number of records, of characters, or after a time, whichever comes first.
 */
final class Gathering {

  static final int PAGE = 1000;
  static final int MOST_RECORDS = 20_000;
  static final long MOST_CHARACTERS = 16 << 20;
  static final long MOST_NANOS = 2_000_000_000;

  private final LongSupplier nanos;
  private final long begun;
  private final LogTemplates templates = new LogTemplates();
  private int records;
  private long characters;

  /**
   * @param nanos a clock that only goes forward
   */
  Gathering(LongSupplier nanos) {
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
  }

  void add(List<LogRecord> newestFirst) {
    for (LogRecord record : newestFirst) {
      templates.add(record);
      records++;
      characters += record.body().length();
    }
  }

  /** What keeps it from taking more: {@code records}, {@code size} or {@code time}; or nothing. */
  String stopped() {
    return records >= MOST_RECORDS
        ? "records"
        : characters >= MOST_CHARACTERS
            ? "size"
            : nanos.getAsLong() - begun >= MOST_NANOS ? "time" : "";
  }

  int records() {
    return records;
  }

  LogTemplates templates() {
    return templates;
  }
}
