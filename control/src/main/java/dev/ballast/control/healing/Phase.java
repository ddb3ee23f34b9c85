// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing;

import java.util.Locale;

/** Where an episode is. */
public enum Phase {
  /** Sick, and a guardrail holds or asks; nothing was done. */
  WAITING,
  /** The intent is written down; it is being done, or was. */
  ACTING,
  VERIFYING,
  /** It helped, and is temporary: kept for a while. */
  HOLDING,
  UNDOING,
  HEALED,
  UNDONE,
  /** A person has to look. */
  ESCALATED,
  /** The symptom went away before anything was done. */
  PASSED,
  DENIED,
  EXPIRED;

  /** It goes on. */
  public boolean isOpen() {
    return ordinal() <= UNDOING.ordinal();
  }

  /** Something was, or may have been, done that has no outcome yet. */
  public boolean isActive() {
    return this == ACTING || this == VERIFYING || this == HOLDING || this == UNDOING;
  }

  /** As in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
