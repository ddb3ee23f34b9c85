// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a target's last scrape went.
 *
 * @param lastScrape null before the first
 * @param error why the last scrape failed; empty when it did not
 */
public record TargetStatus(
    ScrapeTarget target,
    Health health,
    @Nullable Instant lastScrape,
    Duration lastDuration,
    int samples,
    String error) {

  /** Prometheus' words for it. */
  public enum Health {
    UNKNOWN,
    UP,
    DOWN
  }
}
