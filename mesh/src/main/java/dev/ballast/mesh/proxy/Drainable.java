// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

/** A client that can be asked to go when it is served. */
interface Drainable {

  /** Ends after what is under way, or at once when nothing is. */
  void drain();
}
