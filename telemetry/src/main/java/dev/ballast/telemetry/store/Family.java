// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The column families; all keys are big-endian, so that their order is that of time. */
enum Family {
  /** metric name -> type, help, unit. */
  METADATA("default"),
  /** id (4) -> labels. */
  SERIES("series"),
  /** day (4), series id (4), millisecond of the day (4) -> CRC32C (4), chunk without its start. */
  CHUNKS("chunks"),
  /** hour (4), trace id (16), start (8), span id (8) -> span. */
  SPANS("spans"),
  /** hour (4), service, start inverted (8), trace id (16), span id (8) -> nothing. */
  SPANS_BY_SERVICE("spans_by_service"),
  /** hour (4), service, time inverted (8), hash of the record (8) -> log record. */
  LOGS("logs"),
  /** hour (4), trace id (16), time (8), hash (8) -> service. */
  LOGS_BY_TRACE("logs_by_trace");

  private final String label;

  Family(String label) {
    this.label = label;
  }

  byte[] utf8() {
    return label.getBytes(StandardCharsets.UTF_8);
  }

  static Optional<Family> of(byte[] name) {
    return Arrays.stream(values()).filter(f -> Arrays.equals(f.utf8(), name)).findFirst();
  }
}
