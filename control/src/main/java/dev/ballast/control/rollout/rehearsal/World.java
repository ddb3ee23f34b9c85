// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.rehearsal;

import dev.ballast.control.rollout.Observed;
import dev.ballast.control.rollout.judge.Verdict;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;

/** What a rehearsed rollout meets, check by check. */
public interface World {

  /** What the workloads look like; a new revision is what starts a rollout. */
  Observed observed(int tick);

  /** Whether a webhook says yes. */
  boolean answer(Hook hook, int tick);

  /** A metric's value; NaN for none. */
  double value(CanaryMetric metric, int tick);

  /** What the judge says of a canary with that much of the traffic. */
  Verdict verdict(int weight, int tick);
}
