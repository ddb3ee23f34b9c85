// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A fault in the bytes of a connection, one direction at a time. Values are checked when made. */
public sealed interface ByteFault
    permits Bandwidth, BlackHole, DataLimit, Drop, Latency, Noop, Reset, Slicer, SlowClose {

  /** Longest time that a fault may wait for. */
  Duration LONGEST = Duration.ofDays(1);

  /** What it does to one direction of one connection. */
  Stage stage(RandomGenerator random);

  /** Checks a time; refuses what could never be meant. */
  static Duration checked(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: 0 s to " + LONGEST.toSeconds() + " s)");
    }
    return value;
  }

  /** Checks an amount of bytes. */
  static long checked(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 0)");
    }
    return value;
  }
}
