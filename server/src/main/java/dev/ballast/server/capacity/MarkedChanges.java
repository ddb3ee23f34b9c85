// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.capacity;

import dev.ballast.control.predict.capacity.Changes;
import dev.ballast.control.topology.Topology;
import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import dev.ballast.model.ServiceName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes as the ledger marks them: a version seen for the first time, and rollouts from their
 * beginning to what became of them. A capacity feels those of its service and of its callers: it is
 * their pools that fill a database.
 */
public final class MarkedChanges implements Changes {

  private static final int MOST = 300;
  private static final List<String> MARKS =
      List.of("change.deployed", "rollout.weighed", "rollout.changed");

  private final EventLog events;
  private final Supplier<Topology> topology;

  /**
   * @param topology who calls whom now
   */
  public MarkedChanges(EventLog events, Supplier<Topology> topology) {
    this.events = events;
    this.topology = topology;
  }

  @Override
  public List<Change> of(ServiceName service, Instant after) {
    Set<String> felt = new HashSet<>(Set.of(service.value()));
    topology.get().callersOf(service).forEach(edge -> felt.add(edge.client().service().value()));
    List<Change> changes = new ArrayList<>();
    for (String mark : MARKS) {
      for (Event event : events.latest(EventFilter.named(mark), MOST)) {
        if (felt.contains(said(event, "service")) && event.at().isAfter(after)) {
          changes.add(new Change(began(event), event.at(), what(event)));
        }
      }
    }
    return changes;
  }

  /** A rollout says with each step when it began. */
  private static Instant began(Event event) {
    try {
      Instant started = Instant.parse(said(event, "started"));
      return started.isBefore(event.at()) ? started : event.at();
    } catch (DateTimeException e) {
      return event.at();
    }
  }

  private static String what(Event event) {
    String version = said(event, event.name().startsWith("rollout.") ? "revision" : "version");
    return (said(event, "service") + " " + version).strip();
  }

  private static String said(Event event, String attribute) {
    return event.attributes().getOrDefault(attribute, "");
  }
}
