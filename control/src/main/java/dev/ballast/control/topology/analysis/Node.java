// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;

/**
 * Something that calls or is called.
 *
 * @param userRps requests per second that users send it; 0 when none were seen
 * @param userSeconds how long these take on average; NaN when unknown
 */
public record Node(ServiceName name, Kind kind, double userRps, double userSeconds) {

  /** What it is. What is called and sends no telemetry is external, each under its own name. */
  public enum Kind {
    INTERNAL,
    DATABASE,
    QUEUE,
    EXTERNAL
  }

  public Node {
    if (!(userRps >= 0) || Double.isInfinite(userRps)) {
      throw new IllegalArgumentException("userRps: " + userRps + " (expected: >= 0)");
    }
  }

  /** One that no user has been seen at. */
  public Node(ServiceName name, Kind kind) {
    this(name, kind, 0, Double.NaN);
  }
}
