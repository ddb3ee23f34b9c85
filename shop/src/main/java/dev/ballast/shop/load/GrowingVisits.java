// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Duration;
import java.util.Iterator;
import java.util.random.RandomGenerator;

/**
 * Visits that become evenly more until all of them are there: each of a Poisson process is kept
 * with the share of the time that has passed, which leaves a Poisson process whose rate grows.
 */
public final class GrowingVisits implements Iterator<Visit> {

  private final Iterator<Visit> all;
  private final RandomGenerator random;
  private final Duration whole;

  /**
   * @param whole how long it takes until all are there
   */
  public GrowingVisits(Iterator<Visit> all, RandomGenerator random, Duration whole) {
    if (!whole.isPositive()) {
      throw new IllegalArgumentException("whole: " + whole + " (expected: above 0)");
    }
    this.all = all;
    this.random = random;
    this.whole = whole;
  }

  @Override
  public boolean hasNext() {
    return all.hasNext();
  }

  @Override
  public Visit next() {
    while (true) {
      Visit visit = all.next();
      if (random.nextDouble() < (double) visit.at().toMillis() / whole.toMillis()) {
        return visit;
      }
    }
  }
}
