// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.account;

import dev.ballast.model.Place;

/**
 * Calls between two places.
 *
 * @param seen as the caller sees them
 * @param answered as the callee sees them; all zero when it has no telemetry of its own
 */
public record Link(Place client, Place server, Compared seen, Compared answered) {

  /** Between two places. */
  public record Key(Place client, Place server) {}

  public Key key() {
    return new Key(client, server);
  }
}
