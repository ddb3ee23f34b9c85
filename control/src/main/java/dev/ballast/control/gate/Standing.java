// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.model.gate.Strategy;
import java.time.Instant;

/** Which strategy a service is held to, whatever its budget says this very moment. */
public sealed interface Standing {

  /** Nothing has been decided yet. */
  record Unknown() implements Standing {}

  /**
   * Held to a strategy.
   *
   * @param seen when the budget was looked at last
   */
  record Held(Strategy strategy, Instant since, Loosening loosening, Instant seen)
      implements Standing {}

  /** What is on its way to something freer. */
  sealed interface Loosening {

    /** Nothing. */
    record None() implements Loosening {}

    /**
     * The budget has allowed a freer strategy, margin included, without a break.
     *
     * @param strategy the tightest of those that it allowed meanwhile
     */
    record Towards(Strategy strategy, Instant since) implements Loosening {}
  }
}
