// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import java.time.Duration;

/**
 * How to run the demo.
 *
 * @param seed from which the shop's side draws victim, onset and size
 * @param time how long to watch once all is up; zero: until it is interrupted
 * @param keep whether the run's folder stays
 */
record DemoOptions(Scenario scenario, long seed, Duration time, Ports ports, boolean keep) {

  /** The shop stays undisturbed for 45 s, and a fault may take 30 s to be found. */
  static final Duration SHORTEST_WITH_SCENARIO = Duration.ofSeconds(75);

  /**
   * Faults end in the last 12 % of the shop's time: this much longer, and none ends while we watch.
   */
  private static final double LONGER = 1 / 0.87;

  private static final Duration SPARE = Duration.ofSeconds(15);

  /** Where everything listens on loopback. */
  record Ports(int server, int shop, int postgres) {}

  /** How long the shop is asked to stay open: longer than we watch it. */
  Duration shopTime() {
    return Duration.ofMillis(Math.round(time.toMillis() * LONGER)).plus(SPARE);
  }

  boolean isTooShort() {
    return scenario != Scenario.NONE
        && !time.isZero()
        && time.compareTo(SHORTEST_WITH_SCENARIO) < 0;
  }
}
