// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.gate.Standing.Held;
import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.control.gate.Standing.Unknown;
import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Strategy;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a budget that hovers around a border from changing the strategy to and fro: tightens at
 * once, loosens only after the budget was above the border by a margin for a while without a break.
 * Half of that while without a look is a break.
 */
final class Damper {

  private final Borders borders;
  private final Hysteresis hysteresis;

  /**
   * @param hysteresis with its dwell as it passes, after time scaling
   */
  Damper(Borders borders, Hysteresis hysteresis) {
    this.borders = borders;
    this.hysteresis = hysteresis;
  }

  Held step(Standing before, double remaining, Instant at) {
    Strategy now = borders.strategy(remaining);
    return switch (before) {
      case Unknown _ -> settled(now, at);
      case Held held -> step(held, now, remaining, at);
    };
  }

  /** Without data nothing loosens, and what was on its way starts again. */
  static Standing blind(Standing before, Instant at) {
    return switch (before) {
      case Unknown unknown -> unknown;
      case Held held -> new Held(held.strategy(), held.since(), new Loosening.None(), at);
    };
  }

  private Held step(Held held, Strategy now, double remaining, Instant at) {
    if (now.isTighterThan(held.strategy())) {
      return settled(now, at);
    }
    Strategy clear = borders.strategy(remaining - hysteresis.margin());
    if (!held.strategy().isTighterThan(clear)) {
      return new Held(held.strategy(), held.since(), new Loosening.None(), at);
    }
    Loosening.Towards towards = towards(held, clear, at);
    return Duration.between(towards.since(), at).compareTo(hysteresis.dwell()) >= 0
        ? settled(towards.strategy(), at)
        : new Held(held.strategy(), held.since(), towards, at);
  }

  private Loosening.Towards towards(Held held, Strategy clear, Instant at) {
    Duration unseen = Duration.between(held.seen(), at);
    boolean broken = unseen.compareTo(hysteresis.dwell().dividedBy(2)) > 0;
    return switch (held.loosening()) {
      case Loosening.Towards towards when !broken ->
          new Loosening.Towards(
              clear.isTighterThan(towards.strategy()) ? clear : towards.strategy(),
              towards.since());
      case Loosening.Towards _, Loosening.None _ -> new Loosening.Towards(clear, at);
    };
  }

  private static Held settled(Strategy strategy, Instant at) {
    return new Held(strategy, at, new Loosening.None(), at);
  }
}
