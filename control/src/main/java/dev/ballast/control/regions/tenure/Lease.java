// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.tenure;

import java.time.Duration;

/**
 * Leave to write, as the one who has it counts: from when it was asked for, on a monotonic clock
 * that may run slow by {@code drift}. Nobody else can tell it that the lease is over.
 *
 * @param askedAt monotonic milliseconds when the answer that granted it was asked for
 */
public record Lease(long epoch, long askedAt, Duration length, double drift) {

  /** Whether it may still write. */
  public boolean holds(long now) {
    return now - askedAt < (long) (length.toMillis() * (1 - drift));
  }

  /** How many milliseconds after it last heard the owner the grantor lets another in. */
  public static long takeOverAfter(Duration length, double drift) {
    return (long) Math.ceil(length.toMillis() * (1 + drift));
  }
}
