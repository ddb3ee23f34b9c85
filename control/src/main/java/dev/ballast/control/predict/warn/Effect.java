// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.warn;

import java.time.Instant;

/** What became of a warning on its way to one webhook. */
public sealed interface Effect {

  Warning warning();

  /** It waits for delivery. */
  record Queued(Warning warning) implements Effect {}

  /** Not for this webhook: another topic, or not urgent enough. */
  record Unwanted(Warning warning) implements Effect {}

  /** The same was told not long ago. */
  record Repeated(Warning warning) implements Effect {}

  /** It waited or was on its way, and newer words about the same took its place. */
  record Superseded(Warning warning) implements Effect {}

  /** It will not be delivered, however often somebody tried. */
  record Dropped(Warning warning, String reason) implements Effect {}

  /** It arrived. */
  record Delivered(Warning warning, int attempts, String text) implements Effect {}

  /** It did not arrive and is tried again. */
  record Retrying(Warning warning, int attempts, String reason, Instant due) implements Effect {}

  /** It did not arrive and is not tried again. */
  record GivenUp(Warning warning, int attempts, String reason) implements Effect {}
}
