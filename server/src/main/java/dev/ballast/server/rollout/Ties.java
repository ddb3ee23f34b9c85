// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.controller.Platform;
import java.time.Duration;

/**
 * What a rollout holds for as long as it lives: its requests, and the notice that it is there.
 *
 * @param lease after which its requests are the old version's, unless it is renewed
 */
record Ties(Platform platform, Presence presence, Duration lease) {

  private static final Duration LEAST_LEASE = Duration.ofSeconds(30);

  static Ties of(Means means, Rollout rollout) {
    Duration three = rollout.canary().analysis().interval().multipliedBy(3);
    Duration lease = three.compareTo(LEAST_LEASE) < 0 ? LEAST_LEASE : three;
    return new Ties(
        means.platforms().of(rollout.canary(), lease),
        new Presence(means.ledger().interlocks(), means.clock(), rollout, lease),
        lease);
  }
}
