// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** What becomes of two writes that did not know of each other. */
public enum Merge {
  /** There are none: one region decides. */
  NONE,
  /** The later of them by a hybrid logical clock; the other is journalled. */
  LAST_WRITER_WINS,
  /** Both are joined without loss: counters, sets, fields. */
  LATTICE,
  /** Both stay, and somebody chooses. */
  MULTI_VALUE,
  /** A function of the service's own. */
  CUSTOM
}
