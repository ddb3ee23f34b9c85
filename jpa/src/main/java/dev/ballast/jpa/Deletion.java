// SPDX-License-Identifier: Apache-2.0
package dev.ballast.jpa;

/** What keeps a deleted row from coming back out of another region. */
public enum Deletion {
  /**
   * The row itself, marked as deleted: {@link RegionalEntity#delete()}. {@code remove} is refused.
   */
  TOMBSTONE,
  /** The log that {@code ballast regions postgres install} has put beside the table. */
  LOGGED
}
