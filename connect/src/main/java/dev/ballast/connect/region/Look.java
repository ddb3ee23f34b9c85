// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.region;

import dev.ballast.control.regions.sight.Sighting.Outcome;
import java.time.Duration;

/** What came of a look; {@code evidence} is false when the way there failed, not the region. */
public record Look(Outcome outcome, boolean evidence, Duration took, String text) {

  static Look of(Outcome outcome, long startNanos, String text) {
    return new Look(outcome, true, Duration.ofNanos(System.nanoTime() - startNanos), text);
  }

  static Look nothing(String text) {
    return new Look(Outcome.SILENT, false, Duration.ZERO, text);
  }
}
