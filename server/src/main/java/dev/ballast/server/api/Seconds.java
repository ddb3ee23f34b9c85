// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as the API writes them, and numbers that JSON cannot hold as null. */
final class Seconds {

  private Seconds() {}

  static double of(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Null when the value is no number: unknown is never zero. */
  static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
