// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

/** What makes healing hard. */
public enum Trouble {
  NONE,
  /** The process dies, several times, at any step. */
  CRASH,
  /** It comes and goes. */
  FLAPPING,
  /** Every place is sick at once. */
  SYSTEMIC,
  /** The action does not help: the diagnosis was wrong. */
  WRONG_DIAGNOSIS,
  /** The action makes it worse. */
  HARMFUL,
  /** The action makes it worse where nothing was done. */
  HARMS_OTHERS,
  /** The actuator says no. */
  REFUSED,
  /** The actuator never ends. */
  HANGS,
  /** The actuator does it and nobody can say so. */
  SILENT,
  /** Somebody else changes the target meanwhile. */
  FOREIGN_WRITER,
  /** After the action nothing is measured any more. */
  NO_ANSWER,
  CLOCK_JUMP,
  /** Somebody throws the switch in the middle. */
  STOPPED,
  /** It is stopped when it begins, and goes on later. */
  STOPPED_AT_FIRST,
  /** It ends by itself, here and in the control group. */
  SELF_HEALING,
  /** The ledger takes nothing for a while. */
  LEDGER_REFUSES,
  /** A second remediation wants the opposite. */
  FIGHT,
  /** Telemetry stands still. */
  STALE,
  /** A rollout is under way. */
  INTERLOCK,
  /** It would touch more than it may. */
  TOO_WIDE
}
