// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import dev.ballast.telemetry.query.Span;
import java.util.List;
import java.util.function.Consumer;

/** Takes spans in; what is accepted is durable when append returns. */
public interface SpanSink {

  /**
   * Appends all or, when the store is full, nothing.
   *
   * @throws StoreFullException when the disk is full: nothing was taken
   */
  Appended append(List<Span> spans);

  /**
   * The same, and hands on those that were taken, once they are durable. A sink that refuses single
   * spans says which by overriding this.
   */
  default Appended append(List<Span> spans, Consumer<List<Span>> taken) {
    Appended appended = append(spans);
    if (appended.accepted() > 0) {
      taken.accept(spans);
    }
    return appended;
  }
}
