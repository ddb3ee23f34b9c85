// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

import java.time.Duration;

/**
 * How the live system is watched.
 *
 * @param mostSeries more are not watched, and that is said
 * @param dial how many alerts are welcome, over all places together
 * @param slot the shortest time that a value of counted things is made of
 * @param forget how long after its last sample a series is forgotten
 * @param recent an anomaly that comes back so soon is the same
 */
public record WatchPolicy(
    int mostSeries, Dial dial, Duration slot, Duration forget, Duration recent) {

  /** 5,000 series (20 MB), six alerts an hour, slots of two seconds. */
  public static final WatchPolicy DEFAULT =
      new WatchPolicy(
          5_000,
          new Dial(6, Duration.ofHours(1)),
          Duration.ofSeconds(2),
          Duration.ofMinutes(15),
          Duration.ofMinutes(2));

  public WatchPolicy {
    if (mostSeries < 1) {
      throw new IllegalArgumentException("mostSeries: " + mostSeries + " (expected: >= 1)");
    }
  }

  public WatchPolicy withMostSeries(int value) {
    return new WatchPolicy(value, dial, slot, forget, recent);
  }

  public WatchPolicy withDial(Dial value) {
    return new WatchPolicy(mostSeries, value, slot, forget, recent);
  }

  /** Values come no oftener than samples. */
  public WatchPolicy withSamplesEvery(Duration interval) {
    return new WatchPolicy(
        mostSeries, dial, interval.compareTo(slot) > 0 ? interval : slot, forget, recent);
  }
}
