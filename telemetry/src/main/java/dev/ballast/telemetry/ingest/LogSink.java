// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.telemetry.query.LogRecord;
import java.util.List;

/** Takes log records in; what is accepted is durable when append returns. */
public interface LogSink {

  /**
   * Appends all or, when the store is full, nothing.
   *
   * @throws StoreFullException when the disk is full: nothing was taken
   */
  Appended append(List<LogRecord> records);
}
