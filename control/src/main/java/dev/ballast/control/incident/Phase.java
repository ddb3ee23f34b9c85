// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident;

/** Where an incident stands. */
public enum Phase {
  OPEN,
  /** Open, and somebody has said that it is theirs. */
  ACKNOWLEDGED,
  RESOLVED;

  public boolean isOpen() {
    return this != RESOLVED;
  }
}
