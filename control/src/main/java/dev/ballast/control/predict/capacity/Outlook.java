// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;

/** What will become of one series against its limit. */
public sealed interface Outlook {

  /** In one word, for events, documents and pages. */
  default String word() {
    return switch (this) {
      case BreachedNow _ -> "BREACHED_NOW";
      case Within _ -> "WITHIN";
      case NotWithin _ -> "NOT_WITHIN";
      case InsufficientData _ -> "INSUFFICIENT_DATA";
    };
  }

  /** The limit is reached already: the most urgent case. */
  record BreachedNow(Instant since) implements Outlook {}

  /**
   * More likely than not the limit is reached within the horizon.
   *
   * @param p10 with a probability of 10 % by then; the interval from p10 to p90 holds the breach in
   *     four of five cases
   * @param p50 as likely before as after
   */
  record Within(When.By p10, When.By p50, When p90, Curve curve) implements Outlook {}

  /**
   * More likely than not the limit is not reached within the horizon.
   *
   * @param horizon when it ends
   * @param probability of a breach before that, below one half
   */
  record NotWithin(Instant horizon, double probability, When p10, Curve curve) implements Outlook {}

  /** Nothing can be said, and why. Not to be mixed up with "no breach". */
  record InsufficientData(String reason) implements Outlook {}
}
