// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that a user was told has been made.
 *
 * @param key by which it is found again: an order, the number of a review or a comment, or review
 *     and user of a like
 * @param at when the answer came
 * @param by empty when the answer does not say
 */
public record Told(Kind kind, String key, Instant at, Optional<Written> by) {

  /** What was changed. */
  public enum Kind {
    CHECKOUT,
    REVIEW,
    LIKE,
    COMMENT
  }
}
