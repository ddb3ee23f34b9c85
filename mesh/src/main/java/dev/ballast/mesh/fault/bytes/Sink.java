// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.fault.bytes;

/** Takes one direction of one connection: bytes in order, then its end. */
interface Sink {

  void bytes(Chunk chunk);

  void end(End end);
}
