// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

/**
 * What a check waits to be told. It belongs to the state, so that after a crash it is asked again.
 */
public sealed interface Question {

  /** Nothing: the next tick begins a check. */
  record None() implements Question {}

  /** One webhook, one metric or the judge's verdict: the one at an index among those of a gate. */
  record Open(Gate gate, int index) implements Question {}
}
