// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the server runs.
 *
 * @param address of the HTTP API
 * @param seed of everything that is drawn: which connections a toxic hits, jitter, sizes
 * @param defaultLease of toxics that ask for none; zero for none, as with the original
 */
public record ToxiproxySettings(
    InetSocketAddress address, long seed, Duration defaultLease, ToxiproxyLimits limits) {

  public ToxiproxySettings {
    if (defaultLease.isNegative()) {
      throw new IllegalArgumentException("lease: " + defaultLease + " (expected: >= 0 s)");
    }
  }
}
