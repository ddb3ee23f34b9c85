// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.telemetry.query.Span;
import java.util.List;

/** Takes spans in; what is accepted is durable when append returns. */
public interface SpanSink {

  /**
   * Appends all or, when the store is full, nothing.
   *
   * @throws StoreFullException when the disk is full: nothing was taken
   */
  Appended append(List<Span> spans);
}
