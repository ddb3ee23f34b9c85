// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;

/**
 * What was to be reached.
 *
 * @param slo share of requests that have to succeed, 0..1
 * @param p99 seconds that the slowest hundredth may take; infinite when nobody said
 * @param servedHold how long a region's share has to stay near zero
 * @param recoveredHold how long users have to be well
 * @param window of the SLO, in which its budget is spent
 * @param budget the share of it that may be spent
 * @param rpo how old the newest lost write may be
 * @param headroom that survivors have to keep, 0..1
 */
public record Goals(
    double slo,
    double p99,
    Duration detect,
    Duration declare,
    Duration failover,
    Duration servedHold,
    Duration recoveredHold,
    double errorMinutes,
    double amplification,
    Duration window,
    double budget,
    long lostWrites,
    Duration rpo,
    double alertRecall,
    double alertPrecision,
    Duration dnsTail,
    double headroom,
    Duration healProof,
    double failbackErrors,
    double herd,
    Duration drift) {

  public static final Goals DEFAULT =
      new Goals(
          0.999,
          Double.POSITIVE_INFINITY,
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          5,
          2,
          Duration.ofDays(30),
          0.1,
          0,
          Duration.ofSeconds(5),
          1,
          0.5,
          Duration.ofMinutes(1),
          0.2,
          Duration.ofSeconds(10),
          0.001,
          2,
          Duration.ofMinutes(2));

  /** The share of requests that may fail. */
  public double mayFail() {
    return 1 - slo;
  }
}
