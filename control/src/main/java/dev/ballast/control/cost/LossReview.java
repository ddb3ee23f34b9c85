// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.stats.sequential.Wilson;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * How far what was foreseen came true: forecasts of each period from those before it, and what the
 * model expects of a year, against what was lost.
 *
 * @param next of the period that comes after the last; empty when there were too few incidents
 * @param expected what the model says that a year loses on average; empty without a model
 */
public record LossReview(
    LossHistory history,
    BackTest test,
    Optional<LossForecast> next,
    OptionalDouble expected,
    int warmUp) {

  /** Of each interval, this share of what comes should be within. */
  public static final double PROMISED = 0.8;

  public static LossReview of(LossHistory history, int warmUp, long seed, OptionalDouble expected) {
    return new LossReview(
        history,
        BackTest.of(history.losses(), warmUp, seed),
        LossForecast.of(history.losses(), new SplittableRandom(seed + history.periods().size())),
        expected,
        warmUp);
  }

  /** Of the share that was covered, at 95 %; NaN when nothing could be foreseen. */
  public Wilson interval() {
    return Wilson.of(test.covered(), test.trials().size());
  }

  /** What was lost in a year, as a multiple of what the model expects of one; empty without. */
  public OptionalDouble ratio() {
    return expected.isPresent() && expected.getAsDouble() > 0
        ? OptionalDouble.of(history.yearly() / expected.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What the share that was covered says about the intervals. */
  public enum Calibration {
    /** Nothing could be foreseen yet. */
    UNKNOWN,
    /** Surely fewer were covered than promised: losses come as a surprise. */
    TOO_NARROW,
    /** What was promised may well be true. */
    RIGHT,
    /**
     * Surely more were covered than promised: nothing is missed, and less is known than could be.
     */
    TOO_WIDE
  }

  public Calibration calibration() {
    if (test.trials().isEmpty()) {
      return Calibration.UNKNOWN;
    }
    Wilson seen = interval();
    return seen.high() < PROMISED
        ? Calibration.TOO_NARROW
        : seen.low() > PROMISED ? Calibration.TOO_WIDE : Calibration.RIGHT;
  }
}
