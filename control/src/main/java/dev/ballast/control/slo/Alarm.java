// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo;

import dev.ballast.model.AlertPolicy;

/**
 * How an alert policy stands at one evaluation, before anybody is told.
 *
 * @param burn over its lookback window
 */
public record Alarm(AlertPolicy policy, Burn burn, State state) {

  /** What can be said of its condition. */
  public enum State {
    /** It holds, and the counts prove it. */
    BREACHING,
    /** It does not hold. */
    CALM,
    /** It would hold, but that may be chance: neither a breach nor its end. */
    UNPROVED,
    /** The window holds no sample. */
    NO_DATA
  }

  /**
   * More burn than asked for is proved by the lower bound of the counts, as for every burn rule.
   * Less is what it is, once there are events enough to speak of a rate.
   */
  static Alarm of(AlertPolicy policy, Burn burn, SloPolicy judged) {
    return new Alarm(policy, burn, state(policy.condition(), burn, judged));
  }

  private static State state(AlertPolicy.Condition asked, Burn burn, SloPolicy judged) {
    if (!burn.longWindow().known()) {
      return State.NO_DATA;
    }
    boolean holds = asked.holds(burn.longRate());
    if (asked.isUpward() && asked.threshold() > 0) {
      return holds ? (burn.firing() ? State.BREACHING : State.UNPROVED) : State.CALM;
    }
    boolean few = burn.longWindow().proof().events() < judged.leastEvents();
    return few ? State.UNPROVED : holds ? State.BREACHING : State.CALM;
  }
}
