// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.control.gate.Standing.Loosening;
import dev.ballast.control.slo.Words;
import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A gate's rows and what holds a service in one, in words. */
public final class GateWords {

  private GateWords() {}

  /** Such as {@code ultra-conservative}. */
  public static String name(Strategy strategy) {
    return strategy == Strategy.ULTRA_CONSERVATIVE
        ? "ultra-conservative"
        : strategy.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Which share of the budget its row is for: {@code 20 % to 50 %}. */
  public static String row(Borders borders, Strategy strategy) {
    return switch (strategy) {
      case AGGRESSIVE -> "over " + Words.percent(borders.aggressiveOver());
      case CONSERVATIVE -> between(borders.conservativeFrom(), borders.aggressiveOver());
      case ULTRA_CONSERVATIVE ->
          between(borders.ultraConservativeFrom(), borders.conservativeFrom());
      case EMERGENCY_ONLY -> "under " + Words.percent(borders.ultraConservativeFrom());
    };
  }

  private static String between(double from, double to) {
    return Words.percent(from) + " to " + Words.percent(to);
  }

  /** Why a service is held to a tighter strategy than the table has for its budget now. */
  static String held(
      Standing.Held held, Borders borders, Hysteresis hysteresis, boolean blind, Instant at) {
    String since =
        "It is held to "
            + name(held.strategy())
            + " since "
            + held.since().truncatedTo(ChronoUnit.SECONDS);
    if (blind) {
      return since + ", and without data nothing loosens.";
    }
    Strategy next = held.strategy().freer();
    return since
        + (next == Strategy.AGGRESSIVE ? " until more than " : " until at least ")
        + Words.percent(borders.floor(next) + hysteresis.margin())
        + " have been left for "
        + Words.duration(hysteresis.dwell())
        + " without a break"
        + switch (held.loosening()) {
          case Loosening.None _ -> "";
          case Loosening.Towards towards ->
              ", so far for "
                  + Words.duration(
                      Duration.between(towards.since(), at).truncatedTo(ChronoUnit.SECONDS));
        }
        + ".";
  }

  static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
