// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology;

import dev.ballast.model.Dependency.Strength;
import dev.ballast.model.Place;
import dev.ballast.model.ServiceName;

/**
 * Calls from a service in a region to a service in a region.
 *
 * @param connectionType Tempo's: empty for a plain call, database, messaging_system, virtual_node
 * @param strength as declared; when nobody declared it, soft for messages and hard for all else
 * @param declared the configuration names it
 */
public record Edge(
    Place client,
    Place server,
    String connectionType,
    Strength strength,
    boolean declared,
    Traffic traffic) {

  /** What telemetry saw on an edge. */
  public sealed interface Traffic {

    /** Declared only: no call within the topology's window. */
    record None() implements Traffic {}

    /**
     * Calls as the caller sees them.
     *
     * @param rps calls per second
     * @param errorRatio failed calls / calls, 0..1; 0 without calls in the recent window
     * @param averageSeconds mean duration; NaN when unknown
     * @param p99Seconds from histogram buckets; NaN when unknown
     */
    record Observed(double rps, double errorRatio, double averageSeconds, double p99Seconds)
        implements Traffic {}
  }

  private static final ServiceName USER = new ServiceName("user");
  private static final String VIRTUAL = "virtual_node";

  /** Whether its caller is the world outside, which Tempo makes up where spans have no parent. */
  public boolean isOfUsers() {
    return client.service().equals(USER) && connectionType.equals(VIRTUAL);
  }

  public boolean isObserved() {
    return traffic instanceof Traffic.Observed;
  }
}
