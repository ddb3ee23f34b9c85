// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gameday;

import java.util.List;

/**
 * Requests that are sent at a fixed rate whatever becomes of them.
 *
 * @param rate per second
 * @param from places that it is sent from, as a note: here it is sent by the server
 * @param records what is kept of it, such as {@code acknowledgedWrites}; empty: nothing
 */
public record CanaryLoad(
    String name, String target, double rate, List<String> from, String records) {

  public CanaryLoad {
    from = List.copyOf(from);
    if (!(rate > 0)) {
      throw new IllegalArgumentException("rate: " + rate + " (expected: above 0)");
    }
  }
}
