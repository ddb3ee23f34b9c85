// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * What a client may send before it is turned away.
 *
 * @param lineBytes the request line, and each header with its name
 * @param headBytes the request line and all headers together
 * @param headers how many
 * @param headTimeout from the first byte of a request to the end of its headers
 * @param bodyTimeout between two pieces of a body
 * @param idleTimeout between two requests
 * @param connections from clients at once, on all ports together
 */
public record RequestLimits(
    int lineBytes,
    int headBytes,
    int headers,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    int connections) {

  public static final RequestLimits DEFAULT =
      new RequestLimits(
          8 * 1024,
          32 * 1024,
          100,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(75),
          10_000);
}
