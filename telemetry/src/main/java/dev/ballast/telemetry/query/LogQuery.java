// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.List;

/** Looks up log records. */
public interface LogQuery {

  /** Records that carry the trace id, in ascending time. */
  List<LogRecord> ofTrace(String traceId);

  /** Records of a service in the range, newest first; empty service means any. */
  List<LogRecord> logs(String service, Instant start, Instant end, int limit);
}
