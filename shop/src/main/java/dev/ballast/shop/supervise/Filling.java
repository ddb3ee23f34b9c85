// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.journal.Volume;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Truth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures a volume that fills and records when it is full: from the rate until that has been seen.
 */
final class Filling {

  private static final double NANOS = 1e9;

  private final Volume volume;
  private final Truth truth;
  private final Instant start;
  private final long usedAtStart;
  private boolean full;

  private Filling(Volume volume, Truth truth, Instant start, long usedAtStart) {
    this.volume = volume;
    this.truth = truth;
    this.start = start;
    this.usedAtStart = usedAtStart;
  }

  /** Begins with what the rate that was ordered promises. */
  static Filling begin(Fill fill, Volume volume, Truth truth, Instant start) throws IOException {
    long used = volume.used();
    Filling filling = new Filling(volume, truth, start, used);
    truth.fills(used, filling.after((double) fill.bytesPerSecond()), Truth.Full.EXTRAPOLATED);
    return filling;
  }

  /** Measures; what was seen is never overwritten. */
  void look(Instant now) throws IOException {
    if (full) {
      return;
    }
    long used = volume.used();
    if (used >= volume.limit()) {
      full = true;
      truth.fills(usedAtStart, now, Truth.Full.OBSERVED);
    } else if (used > usedAtStart && now.isAfter(start)) {
      double seconds = Duration.between(start, now).toNanos() / NANOS;
      truth.fills(usedAtStart, after((used - usedAtStart) / seconds), Truth.Full.EXTRAPOLATED);
    }
  }

  private Instant after(double bytesPerSecond) {
    double seconds = (volume.limit() - usedAtStart) / bytesPerSecond;
    return start.plusNanos(Math.round(seconds * NANOS));
  }
}
