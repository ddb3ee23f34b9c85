// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import java.time.Duration;
import java.time.Instant;

/** The times that a chart has values for, on whole steps, so that they stay where they are. */
record Grid(Instant start, Instant end, Duration step) {

  static Grid of(Sight sight, Range range) {
    long step = range.step().toMillis();
    long end = sight.now().toEpochMilli() / step * step;
    return new Grid(
        Instant.ofEpochMilli(end - range.length().toMillis()),
        Instant.ofEpochMilli(end),
        range.step());
  }

  /** One step as PromQL writes a window. */
  String window() {
    return "[" + step.toMillis() + "ms]";
  }
}
