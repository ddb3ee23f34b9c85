// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict;

/** What the values of a series mean. */
public enum SeriesKind {
  /** A value that goes up and down and is judged as it is. */
  GAUGE,
  /** A total that only grows but for resets: its rate per second is judged. */
  COUNTER
}
