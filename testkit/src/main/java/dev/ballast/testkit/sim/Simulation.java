// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit.sim;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** True time in milliseconds, and what is to happen when; equal times in the order of planning. */
public final class Simulation {

  private final SplittableRandom random;
  private final PriorityQueue<Planned> plan =
      new PriorityQueue<>(Comparator.comparingLong(Planned::at).thenComparingLong(Planned::number));
  private long now;
  private long number;

  private record Planned(long at, long number, Runnable action) {}

  public Simulation(long seed) {
    random = new SplittableRandom(seed);
  }

  public long now() {
    return now;
  }

  /** The one source of chance of this world. */
  public RandomGenerator random() {
    return random;
  }

  public void after(long delay, Runnable action) {
    plan.add(new Planned(now + Math.max(0, delay), number++, action));
  }

  /** Does everything that is planned until a time, which is the time then. */
  public void runUntil(long end) {
    while (!plan.isEmpty() && plan.element().at() <= end) {
      Planned next = plan.remove();
      now = next.at();
      next.action().run();
    }
    now = Math.max(now, end);
  }
}
