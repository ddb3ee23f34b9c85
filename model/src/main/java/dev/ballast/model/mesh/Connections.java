// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

import java.time.Duration;

/**
 * Connections to the endpoints of a service.
 *
 * @param connectTimeout until a connection has come about
 * @param most to one endpoint at once
 * @param waiting requests that may wait for a connection to one endpoint
 * @param idle after which an unused one is closed
 */
public record Connections(Duration connectTimeout, int most, int waiting, Duration idle) {

  public static final Connections DEFAULT =
      new Connections(Duration.ofSeconds(1), 1024, 1024, Duration.ofSeconds(60));
}
