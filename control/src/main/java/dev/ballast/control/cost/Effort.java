// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.stats.reliability.Workers;

/**
 * How much is simulated.
 *
 * @param years of each portfolio that is judged
 * @param seed the same one gives the same answer, on any number of workers
 */
public record Effort(int years, long seed, Workers workers) {

  /** The mean to a percent or two, the worst twentieth to about 5 %, with heavy tails. */
  public static final int USUAL_YEARS = 10_000;

  static final int MOST_YEARS = 5_000_000;

  public Effort {
    if (years < 100 || years > MOST_YEARS) {
      throw new IllegalArgumentException("years: " + years + " (expected: 100..5000000)");
    }
  }
}
