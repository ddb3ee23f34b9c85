// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import dev.ballast.model.quantity.Ratio;
import java.time.Duration;

/**
 * The bounds of a remediation.
 *
 * @param dataAge older telemetry is no ground to act on
 * @param perHour so many actions in an hour at most, over all places
 * @param coolDown after one action on a place, the next not before
 * @param traffic at most this share of the service's requests may be touched
 * @param users at most so many requests a second; 0: no such bound
 * @param money at most so much a minute may be at stake, in the currency of the CostModel; 0: no
 *     such bound
 * @param left so many instances must be left at work
 * @param systemic when a larger share of all places is sick, it is not a fault of one of them
 * @param proven so many successes with a person's approval before it acts by itself
 * @param eyes so many people have to approve; what cannot be undone needs two at least
 * @param approval how long an approval is good for
 * @param oscillation going back and forth within this time locks it
 */
public record Guards(
    Duration dataAge,
    int perHour,
    Duration coolDown,
    Ratio traffic,
    double users,
    double money,
    int left,
    Ratio systemic,
    int proven,
    int eyes,
    Duration approval,
    Duration oscillation) {

  public static final Guards DEFAULT =
      new Guards(
          Duration.ofSeconds(60),
          3,
          Duration.ofMinutes(10),
          new Ratio(0.5),
          0,
          0,
          1,
          new Ratio(0.3),
          3,
          1,
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  public Guards {
    if (perHour < 1 || left < 0 || proven < 0 || eyes < 1) {
      throw new IllegalArgumentException(
          "perHour, left, proven, eyes: %d, %d, %d, %d (expected: 1, 0, 0, 1 or more)"
              .formatted(perHour, left, proven, eyes));
    }
    if (!(users >= 0) || !(money >= 0)) {
      throw new IllegalArgumentException(
          "users, money: " + users + ", " + money + " (expected: at least 0)");
    }
  }
}
