// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.model.Capacity.Response;

/**
 * Chooses the urgency from probabilities of a breach. Each level is entered at one probability and
 * left below a smaller one, and a breach is never less than the most urgent.
 */
final class Decision {

  /** More likely than not before more can be there: no time is left to decide. */
  static final double TOO_LATE = 0.5;

  private Decision() {}

  /**
   * The urgency that follows.
   *
   * @param before the last one that was known
   * @param lead probability within the lead time
   * @param decision within lead time and safety
   * @param horizon within the horizon
   */
  static Urgency of(
      Urgency before,
      boolean breached,
      double lead,
      double decision,
      double horizon,
      Response response) {
    double actAt = response.actAt().value();
    double clearAt = response.clearAt().value();
    double now = Math.max(TOO_LATE, actAt);
    double share = clearAt / actAt;
    if (breached || lead >= (before == Urgency.ACT_NOW ? now * share : now)) {
      return Urgency.ACT_NOW;
    }
    if (decision >= (before.needsAction() ? clearAt : actAt)) {
      return Urgency.ACT;
    }
    boolean watched = before.needsAction() || before == Urgency.WATCH;
    return horizon >= (watched ? clearAt : actAt) ? Urgency.WATCH : Urgency.FINE;
  }
}
