// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.probe;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;

/** How far another clock is from ours, from round trips. */
public final class SkewBook {

  // Mills 1991, "Internet time synchronization": offset = theirs - (sent + received) / 2, wrong by
  // at
  // most half the round trip; of the last few samples the one with the shortest trip is the best.

  private static final int KEPT = 8;

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** An estimate in milliseconds, and by how much it may be wrong either way. */
  public record Sample(double offset, double error) {
    /** The least that the clocks are apart for sure. */
    public double atLeast() {
      return Math.max(0, Math.abs(offset) - error);
    }
  }

  /** One round trip, all in milliseconds; ours monotonic or wall, as long as it is one clock. */
  public void sample(double sent, double theirs, double received) {
    if (received < sent) {
      return;
    }
    samples.addLast(new Sample(theirs - (sent + received) / 2, (received - sent) / 2));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
  }

  /** The best of the last ones. */
  public Optional<Sample> best() {
    return samples.stream().min(Comparator.comparingDouble(Sample::error));
  }
}
