// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.control.topology.Edge;
import dev.ballast.model.ServiceName;

/**
 * One service's dependency on another, over all regions.
 *
 * @param async by messages: the caller does not wait
 * @param declared the configuration names it
 */
public record Link(
    ServiceName client,
    ServiceName server,
    boolean async,
    Coupling coupling,
    boolean declared,
    Edge.Traffic traffic) {

  public boolean isObserved() {
    return traffic instanceof Edge.Traffic.Observed;
  }

  /** Calls per second; 0 when none were seen. */
  public double rps() {
    return traffic instanceof Edge.Traffic.Observed seen ? seen.rps() : 0;
  }

  /** Mean duration as the caller sees it; NaN when unknown. */
  public double averageSeconds() {
    return traffic instanceof Edge.Traffic.Observed seen ? seen.averageSeconds() : Double.NaN;
  }

  /** NaN when unknown. */
  public double p99Seconds() {
    return traffic instanceof Edge.Traffic.Observed seen ? seen.p99Seconds() : Double.NaN;
  }

  @Override
  public String toString() {
    return client + " → " + server;
  }
}
