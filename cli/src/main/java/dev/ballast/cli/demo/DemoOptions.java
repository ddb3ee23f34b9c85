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

  /** Where everything listens on loopback. */
  record Ports(int server, int shop, int postgres) {}
}
