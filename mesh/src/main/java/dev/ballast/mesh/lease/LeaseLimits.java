// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.lease;

import java.time.Duration;

/**
 * How long a lease may be, and how many there may be.
 *
 * @param longest the most that a dead owner's work can outlive it
 */
public record LeaseLimits(Duration shortest, Duration longest, int most) {

  public static final LeaseLimits DEFAULT =
      new LeaseLimits(Duration.ofMillis(100), Duration.ofMinutes(10), 10_000);

  public LeaseLimits {
    if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "lease: " + shortest + " to " + longest + " (expected: 0 s < shortest <= longest)");
    }
    if (most < 1) {
      throw new IllegalArgumentException("most: " + most + " (expected: >= 1)");
    }
  }

  /** Empty when the length is allowed, else what is wrong with it. */
  public String problem(Duration length) {
    if (length.compareTo(shortest) >= 0 && length.compareTo(longest) <= 0) {
      return "";
    }
    return "lease: "
        + seconds(length)
        + " s (expected: "
        + seconds(shortest)
        + " to "
        + seconds(longest)
        + " s)";
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1000.0;
  }
}
