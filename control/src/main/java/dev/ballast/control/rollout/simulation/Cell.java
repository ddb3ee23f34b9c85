// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.simulation;

/**
 * One kind of rollout to be simulated many times.
 *
 * @param rps mean requests per second of the service
 * @param base rate of bad requests in the baseline
 * @param canary rate in the canary once the regression is there; equal to base when healthy
 */
public record Cell(double rps, TrafficModel model, double base, double canary, Onset onset) {

  /** When a bad canary begins to be bad. */
  public enum Onset {
    START,
    /** Some minutes into the first stage. */
    LATER,
    /** Only with more than a quarter of the traffic. */
    UNDER_LOAD
  }

  public Cell {
    if (!(rps > 0) || rps > 1e6) {
      throw new IllegalArgumentException("rps: " + rps + " (expected: above 0, at most 1000000)");
    }
    if (!(base > 0) || !(base < 1) || !(canary >= base) || canary > 1) {
      throw new IllegalArgumentException(
          "base, canary: " + base + ", " + canary + " (expected: 0 < base <= canary <= 1)");
    }
  }

  public boolean healthy() {
    return canary == base;
  }

  /** The same traffic with a canary that is as good as the baseline. */
  public Cell twin() {
    return new Cell(rps, model, base, base, Onset.START);
  }

  /** For people: {@code 0.1 % -> 1 %}. */
  public String name() {
    String rates =
        healthy() ? percent(base) + " healthy" : percent(base) + " -> " + percent(canary);
    return switch (onset) {
      case START -> rates;
      case LATER -> rates + " later";
      case UNDER_LOAD -> rates + " under load";
    };
  }

  private static String percent(double rate) {
    double percent = Math.round(rate * 1e6) / 1e4;
    return (percent == Math.rint(percent)
            ? Long.toString((long) percent)
            : Double.toString(percent))
        + " %";
  }
}
