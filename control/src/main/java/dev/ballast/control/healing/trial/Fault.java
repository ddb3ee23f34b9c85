// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

/** What is broken in one place. */
public enum Fault {
  /** A version fails; traffic can go to the one before. */
  BAD_VERSION,
  /** One instance too few. */
  OVERLOAD,
  /** One endpoint of three fails. */
  DEAD_ENDPOINT,
  /** A process hangs; only a restart helps, which nobody can take back. */
  HUNG
}
