// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import java.util.Locale;

/** What an OTLP request carries, with what its items are called. */
public enum Signal {
  METRICS("rejectedDataPoints"),
  TRACES("rejectedSpans"),
  LOGS("rejectedLogRecords");

  private final String rejectedField;

  Signal(String rejectedField) {
    this.rejectedField = rejectedField;
  }

  /** The JSON name of the partial success' count. */
  String rejectedField() {
    return rejectedField;
  }

  /** As metrics and logs write it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
