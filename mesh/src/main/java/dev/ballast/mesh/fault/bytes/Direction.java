// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

/** Which way bytes go, seen from the proxy. */
public enum Direction {
  /** From the client to the server. */
  UPSTREAM,
  /** From the server to the client. */
  DOWNSTREAM;

  Direction opposite() {
    return this == UPSTREAM ? DOWNSTREAM : UPSTREAM;
  }
}
