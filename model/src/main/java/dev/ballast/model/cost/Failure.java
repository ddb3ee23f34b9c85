// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.cost;

import dev.ballast.model.quantity.Ratio;

/**
 * One kind of incidents of a component: how often, how long, how many users. How long is what it
 * takes to notice, to decide and to fix, each with a price of its own when it is to be shortened.
 *
 * @param perYear incidents; zero when {@code availability} says how many minutes a year
 * @param minutes by mean; each zero when {@code availability} says how long
 * @param availability of the component by these incidents alone; {@link Ratio#ONE} when the rate
 *     and the minutes say it
 * @param spread how long incidents differ
 * @param severity the share of users that one hits
 */
public record Failure(
    String name,
    Estimate perYear,
    Minutes minutes,
    Ratio availability,
    Spread spread,
    Ratio severity) {

  /** From the first bad answer to the last, in minutes. */
  public record Minutes(Estimate detect, Estimate decide, Estimate fix) {

    public static final Minutes ZERO = new Minutes(Estimate.ZERO, Estimate.ZERO, Estimate.ZERO);

    public double mean() {
      return detect.mean() + decide.mean() + fix.mean();
    }
  }

  /** How much longer than most some incidents are. */
  public sealed interface Spread {

    /** All alike. */
    record None() implements Spread {}

    /** Lognormal with this standard deviation of the logarithm. */
    record Lognormal(double sigma) implements Spread {}

    /** A heavy tail: P(longer than x) falls with this power of x. */
    record Pareto(double shape) implements Spread {}
  }

  public Failure {
    int known = perYear.high() > 0 ? 1 : 0;
    known += minutes.mean() > 0 ? 1 : 0;
    known += availability.equals(Ratio.ONE) ? 0 : 1;
    if (known != 2) {
      throw new IllegalArgumentException(
          "failure: " + name + " (expected: two of perYear, minutes, availability)");
    }
  }

  public Failure withPerYear(Estimate value) {
    return new Failure(name, value, minutes, availability, spread, severity);
  }

  public Failure withMinutes(Minutes value) {
    return new Failure(name, perYear, value, availability, spread, severity);
  }

  public Failure withAvailability(Ratio value) {
    return new Failure(name, perYear, minutes, value, spread, severity);
  }

  public Failure withSeverity(Ratio value) {
    return new Failure(name, perYear, minutes, availability, spread, value);
  }
}
