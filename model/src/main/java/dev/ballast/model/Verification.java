// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.time.Duration;

/**
 * How it is seen whether an action has helped.
 *
 * @param query PromQL of one number that is small when all is well, such as the share of failed
 *     requests; empty: the worst burn rate of the place's SLOs over their shortest windows
 * @param control PromQL of the same number where nothing was done; empty: the other regions
 * @param atMost well when at most this
 * @param settle how long nothing is concluded after the action
 * @param within how long it has to help
 * @param hold how long what is temporary is kept once it has helped
 */
public record Verification(
    String query, String control, double atMost, Duration settle, Duration within, Duration hold) {

  /** A burn rate of 1 spends exactly the budget; over windows of minutes it falls in minutes. */
  public static final Verification DEFAULT =
      new Verification(
          "", "", 1, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofMinutes(15));

  public Verification {
    if (settle.isNegative() || within.compareTo(settle) <= 0 || hold.isNegative()) {
      throw new IllegalArgumentException(
          "settle, within: " + settle + ", " + within + " (expected: within above settle)");
    }
    if (!(atMost >= 0)) {
      throw new IllegalArgumentException("atMost: " + atMost + " (expected: at least 0)");
    }
  }
}
