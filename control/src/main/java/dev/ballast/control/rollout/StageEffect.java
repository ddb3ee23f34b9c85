// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.judge.Verdict;

/** What is to be done; the machine itself touches nothing. */
public sealed interface StageEffect {

  /** The canary's share of the traffic in percent. */
  record SetWeight(int weight) implements StageEffect {}

  /** All traffic to the canary. */
  record Promote() implements StageEffect {}

  /** All traffic to the baseline, at once. */
  record RollBack(Verdict because) implements StageEffect {}

  /** A person must decide: nothing was found, and nothing was ruled out. */
  record Ask(Verdict because) implements StageEffect {}
}
