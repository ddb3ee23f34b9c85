// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.engine;

import dev.ballast.control.topology.Topology;
import dev.ballast.model.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that is seen at one time.
 *
 * @param readings of every promise at every place; one that is missing says nothing
 * @param faults that are injected on purpose now
 * @param maintained services whose maintenance is announced for now
 */
public record Look(
    Instant at,
    List<Reading> readings,
    Topology topology,
    List<Fault> faults,
    Set<ServiceName> maintained) {

  /**
   * A fault that somebody injected.
   *
   * @param subject as the ledger names it, such as {@code service/payments} or {@code
   *     region/us-east}
   */
  public record Fault(String id, String subject, String reason, Instant since) {}

  public Look {
    readings = List.copyOf(readings);
    faults = List.copyOf(faults);
    maintained = Set.copyOf(maintained);
  }

  public Look at(Instant other) {
    return new Look(other, readings, topology, faults, maintained);
  }
}
