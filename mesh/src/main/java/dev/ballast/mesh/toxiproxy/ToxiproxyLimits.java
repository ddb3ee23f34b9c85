// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import java.time.Duration;

/**
 * What the server is willing to hold.
 *
 * @param toxics of one proxy
 * @param nameChars of a proxy's or toxic's name
 * @param bodyBytes of one request
 * @param connections through all proxies at once; one more is closed at once
 * @param apiConnections to the HTTP API at once
 * @param dial how long a proxy waits for its upstream
 * @param idle how long a connection to the API may be silent
 */
public record ToxiproxyLimits(
    int proxies,
    int toxics,
    int nameChars,
    int bodyBytes,
    int connections,
    int apiConnections,
    Duration dial,
    Duration idle) {

  public static final ToxiproxyLimits DEFAULT =
      new ToxiproxyLimits(
          1_000, 100, 256, 1 << 20, 20_000, 256, Duration.ofSeconds(5), Duration.ofSeconds(60));

  public ToxiproxyLimits {
    positive("proxies", proxies);
    positive("toxics", toxics);
    positive("nameChars", nameChars);
    positive("bodyBytes", bodyBytes);
    positive("connections", connections);
    positive("apiConnections", apiConnections);
    positive("dial", dial.toMillis());
    positive("idle", idle.toMillis());
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: >= 1)");
    }
  }
}
