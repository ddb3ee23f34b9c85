// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import java.util.Locale;
import java.util.Optional;

/** The text formats that targets expose. */
enum ExpositionFormat {
  /** Prometheus text 0.0.4 and 1.0.0: times in milliseconds. */
  TEXT,
  /** OpenMetrics 0.0.1 and 1.0.0: times in seconds, units, exemplars, an end mark. */
  OPENMETRICS;

  /** What we ask for, the best first. */
  static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,"
          + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
          + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

  /** From a Content-Type header; no header means text, and other types are not metrics. */
  static Optional<ExpositionFormat> ofContentType(String header) {
    String type = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "application/openmetrics-text" -> Optional.of(OPENMETRICS);
      case "text/plain", "" -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }
}
