// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.util.List;

/**
 * Records that were found, newest first.
 *
 * @param cursor where to go on; empty when there is no more
 * @param scanned how many records were looked at
 */
public record LogPage(List<LogRecord> records, String cursor, long scanned) {

  public static final LogPage EMPTY = new LogPage(List.of(), "", 0);

  public LogPage {
    records = List.copyOf(records);
  }
}
