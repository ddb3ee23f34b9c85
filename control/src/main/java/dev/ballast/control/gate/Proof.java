// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.gate;

import dev.ballast.model.GatePolicy;
import dev.ballast.model.gate.Strategy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is proved of a service by an experiment that gates its releases.
 *
 * @param at when its newest result that says anything came; null: there is none
 * @param until until when that counts
 */
public record Proof(
    String experiment, State state, @Nullable Instant at, @Nullable Instant until, String reason) {

  /** How it stands. */
  public enum State {
    /** Verified, and not too long ago. */
    PROVED,
    /** The steady state was lost the last time. */
    LOST,
    /** Verified, too long ago. */
    EXPIRED,
    /** Nothing was ever shown. */
    UNTRIED
  }

  /** The freest strategy that it leaves. */
  Strategy allows(GatePolicy.Proofs rules) {
    return switch (state) {
      case PROVED -> Strategy.AGGRESSIVE;
      case LOST -> rules.lost();
      case EXPIRED, UNTRIED -> rules.expired();
    };
  }

  /** As a sentence. */
  String text() {
    return "The experiment "
        + experiment
        + switch (state) {
          case PROVED -> " is proved until " + second(until) + ".";
          case LOST -> " was lost at " + second(at) + ": " + sentence();
          case EXPIRED ->
              " was proved at "
                  + second(at)
                  + ", which counted until "
                  + second(until)
                  + ". Fix: ballast experiment run, or its schedule.";
          case UNTRIED -> " was never proved. Fix: ballast experiment run, or its schedule.";
        };
  }

  private String sentence() {
    return reason.endsWith(".") ? reason : reason + ".";
  }

  private static String second(@Nullable Instant at) {
    return at == null ? "an unknown time" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
