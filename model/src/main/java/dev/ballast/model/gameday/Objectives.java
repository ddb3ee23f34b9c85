// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.time.Duration;

/**
 * What becomes a finding when it is missed; in real time, however short the pauses are.
 *
 * @param detect until an alert; zero: the usual two minutes
 * @param failover until the traffic is elsewhere
 * @param lostWrites acknowledged writes that may be lost
 * @param errorMinutes minutes in which too many requests fail
 * @param alertRecall share of the expected alerts that have to fire
 * @param dnsTail until the last request to a dead address
 */
public record Objectives(
    Duration detect,
    Duration failover,
    long lostWrites,
    double errorMinutes,
    double alertRecall,
    Duration dnsTail) {

  public static final Objectives DEFAULT =
      new Objectives(Duration.ofMinutes(2), Duration.ofMinutes(5), 0, 5, 1, Duration.ofMinutes(1));
}
