// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.EventLog;
import dev.ballast.model.Event;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was done to regions, for the marks on their charts. */
final class RegionMilestones {

  private RegionMilestones() {}

  /** Since a moment, oldest first; from the ledger, so that they stay after a restart. */
  static List<Milestone> of(EventLog events, Collection<String> regions, Instant from) {
    return regions.stream()
        .map(region -> new EventFilter("region.", "region/" + region, from, Instant.MAX))
        .flatMap(filter -> events.latest(filter, Happenings.MOST).stream())
        .flatMap(RegionMilestones::of)
        .sorted(Comparator.comparing(Milestone::at))
        .toList();
  }

  /** Begin and end are marked; the rules and stages between are in the events. */
  private static Stream<Milestone> of(Event event) {
    String region = event.subject().substring("region/".length());
    return switch (event.name()) {
      case "region.failover_begun" ->
          mark(event, Milestone.Kind.FAILOVER, region + ": failover begins");
      case "region.drain_begun" -> mark(event, Milestone.Kind.DRAIN, region + ": drain begins");
      case "region.out" -> mark(event, Milestone.Kind.OUT, region + " is out");
      case "region.restore_begun" ->
          mark(event, Milestone.Kind.RETURN, region + ": restore begins");
      case "region.restored" -> mark(event, Milestone.Kind.RESTORED, region + " is back");
      case "region.drain_aborted", "region.failover_aborted", "region.restore_aborted" ->
          mark(event, Milestone.Kind.TAKEN_BACK, region + ": taken back");
      default -> Stream.empty();
    };
  }

  private static Stream<Milestone> mark(Event event, Milestone.Kind kind, String words) {
    return Stream.of(new Milestone(event.at(), kind, words, Double.NaN));
  }
}
