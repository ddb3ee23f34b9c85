// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

/** What came of an action. */
public enum Outcome {
  /** Nothing was done, or nothing can be said yet. */
  NONE,
  HELPED,
  /** All is well, and so it is where nothing was done: no credit to the action. */
  RECOVERED_ANYWAY,
  NO_EFFECT,
  /** Worse than before, here or where nothing was done. */
  WORSE,
  /** Nothing said how it is. */
  NO_ANSWER,
  /** It could not be done, or somebody else interfered. */
  FAILED,
  /** Somebody threw the switch. */
  STOPPED
}
