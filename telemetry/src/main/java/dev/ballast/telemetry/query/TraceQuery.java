// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.query;

import java.time.Instant;
import java.util.List;

/** Looks up spans. */
public interface TraceQuery {

  /** The most spans that one call looks at. */
  int MOST_SCANNED = 1_000_000;

  /** All spans of a trace in ascending start; empty when it is not known. Id: 32 hex digits. */
  List<Span> trace(String traceId);

  /** Which spans are wanted. */
  enum Outcome {
    ANY,
    /** Those with the status {@link Span.Status#ERROR}. */
    FAILED
  }

  /** Spans of a service that started in the range, newest first; empty service means any. */
  default List<Span> spans(String service, Instant start, Instant end, int limit) {
    return spans(service, Outcome.ANY, start, end, limit);
  }

  /**
   * As {@link #spans(String, Instant, Instant, int)}, with only those that ended as wanted. However
   * rare they are, no more than the newest {@link #MOST_SCANNED} spans of the range are looked at.
   */
  List<Span> spans(String service, Outcome outcome, Instant start, Instant end, int limit);
}
