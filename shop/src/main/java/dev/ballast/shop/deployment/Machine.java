// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import java.io.IOException;

/** What runs the processes. */
public interface Machine {

  /**
   * Starts a replica and returns when it is warm and takes users' requests.
   *
   * @param number tells it from the others of its service and region
   */
  Replica start(Version version, int number, int port) throws IOException, InterruptedException;
}
