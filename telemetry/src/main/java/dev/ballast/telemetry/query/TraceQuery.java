// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.List;

/** Looks up spans. */
public interface TraceQuery {

  /** All spans of a trace in ascending start; empty when it is not known. Id: 32 hex digits. */
  List<Span> trace(String traceId);

  /** Spans of a service that started in the range, newest first; empty service means any. */
  List<Span> spans(String service, Instant start, Instant end, int limit);
}
