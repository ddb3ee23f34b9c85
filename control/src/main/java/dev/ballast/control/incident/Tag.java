// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

/** Circumstances of an incident. */
public enum Tag {
  /** A fault that was injected on purpose was under way: scored, and nobody is woken. */
  CHAOS,
  /** Maintenance was announced for all that shows symptoms: nobody is woken. */
  MAINTENANCE,
  /** Every promise is kept as yet, so nobody is woken. */
  THREAT;

  /** Whether somebody may be paged for what carries it. */
  public boolean pages() {
    return switch (this) {
      case CHAOS, MAINTENANCE, THREAT -> false;
    };
  }
}
