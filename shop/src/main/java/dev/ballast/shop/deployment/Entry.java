// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import java.io.IOException;
import java.util.List;

/** The way to the replicas: the mesh of their region. What it is told is in force when it says. */
public interface Entry {

  /** Requests for the version go to these ports from now on; a new version gets none yet. */
  void lead(Version version, List<Integer> ports) throws IOException, InterruptedException;

  /** No new requests go to this port of the version for now, or they do again. */
  void rest(Version version, int port, boolean resting) throws IOException, InterruptedException;

  /**
   * The version is gone; nothing happens when it was before.
   *
   * @throws RefusedException when requests would go there
   */
  void close(Version version) throws IOException, InterruptedException;
}
