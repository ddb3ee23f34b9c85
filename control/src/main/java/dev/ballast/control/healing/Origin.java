// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/** Who began an episode; all go the same way through the guardrails. */
public enum Origin {
  /** A symptom. */
  TRIGGER,
  /** A person, who thereby approves. */
  RUN,
  /** Somebody who may only propose: an agent, a script, another system. */
  PROPOSAL
}
