// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

/** What comes after the last byte of a direction. */
enum End {
  /** The sender has finished; the other direction lives on. */
  FINISHED,
  /** The connection is over. */
  CLOSED;

  static End later(End a, End b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
