// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness of tests: always from a seed, which {@code -Dseed=N} replaces. */
public final class Seeds {

  private Seeds() {}

  /** The seed given on the command line, or else the test's own. */
  public static long seed(long otherwise) {
    return Long.getLong("seed", otherwise);
  }

  public static RandomGenerator random(long seed) {
    return new SplittableRandom(seed(seed));
  }
}
