// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import dev.ballast.model.quantity.Ratio;

/**
 * The budget of one objective, or of a composite, in one window. Units are events for Occurrences
 * and slices of time otherwise; bad ones may be fractions.
 *
 * @param counted units seen
 * @param full units of the whole window: all its slices, or its events when traffic goes on like
 *     this
 * @param coverage the share of the window so far that has data
 * @param allowed bad units that the whole window may hold
 * @param spent {@code bad / allowed}
 * @param remaining {@code 1 - spent}, below 0 when overspent
 * @param remainingSoFar the same against the units seen so far
 */
public record ReplayedBudget(
    String name,
    Ratio target,
    State state,
    double bad,
    double counted,
    double full,
    Ratio coverage,
    double allowed,
    double spent,
    double remaining,
    double remainingSoFar) {

  /** What can be said. */
  public enum State {
    LEFT,
    SPENT,
    /** Nothing was seen: neither 0 nor 100 %. */
    NO_DATA
  }

  /**
   * With a target of 1 no unit may be bad; then one stands for the whole budget, so that every
   * figure stays finite and grows with each error.
   */
  static ReplayedBudget of(
      String name, Ratio target, double bad, double counted, double full, Ratio coverage) {
    if (counted == 0) {
      return new ReplayedBudget(
          name, target, State.NO_DATA, 0, 0, full, coverage, 0, 0, Double.NaN, Double.NaN);
    }
    double share = 1 - target.value();
    double allowed = share > 0 ? share * full : 1;
    double soFar = share > 0 ? share * counted : 1;
    double spent = bad / allowed;
    return new ReplayedBudget(
        name,
        target,
        spent >= 1 && bad > 0 ? State.SPENT : State.LEFT,
        bad,
        counted,
        full,
        coverage,
        allowed,
        spent,
        1 - spent,
        1 - bad / soFar);
  }
}
