// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

import dev.ballast.control.rollout.judge.Verdict;
import java.time.Instant;

/** What moves a rollout. */
public sealed interface StageEvent {

  Instant at();

  /** The judge was asked. */
  record Checked(Instant at, Verdict verdict) implements StageEvent {}

  /** Something else says wait: a gate that is closed, a check that failed but does not decide. */
  record Halted(Instant at, String why) implements StageEvent {}
}
