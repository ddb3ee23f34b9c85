// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import static dev.ballast.control.maturity.FactName.REGION_DRILLS;
import static dev.ballast.control.maturity.FactName.REGION_IN_TIME;
import static dev.ballast.control.maturity.FactName.REGION_RESTORED;

import dev.ballast.control.maturity.FactName;
import dev.ballast.model.Bounds;
import dev.ballast.model.Event;
import dev.ballast.model.RegionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Regions that were taken out: whether in time, and whether they came back. */
final class RegionFacts {

  private static final String REGION = "region/";
  private static final Duration OUT_FOR = Duration.ofDays(1);

  private RegionFacts() {}

  static void read(View view, Facts facts) {
    if (!view.isWhole()) {
      return;
    }
    Tally drills = new Tally();
    Tally times = new Tally();
    Tally back = new Tally();
    for (Event out : view.events(REGION_DRILLS, "region.out")) {
      drills.add(true, out);
      begun(view, out)
          .ifPresent(
              begin ->
                  times.add(
                      Duration.between(begin.at(), out.at()).compareTo(rto(view, out)) <= 0, out));
      Optional<Event> restored = after(view, REGION_RESTORED, out, List.of("region.restored"));
      if (restored.isPresent() || !out.at().plus(OUT_FOR).isAfter(view.now())) {
        back.add(restored.isPresent(), restored.orElse(out));
      }
    }
    for (String aborted : List.of("region.drain_aborted", "region.failover_refused")) {
      view.events(REGION_DRILLS, aborted).forEach(event -> drills.add(false, event));
    }
    facts.saw(REGION_DRILLS, drills.count("times a region was taken out"));
    facts.saw(REGION_IN_TIME, times.share("times within the recovery time of the policy"));
    facts.saw(REGION_RESTORED, back.share("regions have their users again"));
  }

  /** The newest begin of the same region before it was out; a drain is paced, so it counts not. */
  private static Optional<Event> begun(View view, Event out) {
    return view.slice().named("region.failover_begun").stream()
        .filter(event -> event.subject().equals(out.subject()))
        .filter(event -> !event.at().isAfter(out.at()))
        .filter(event -> event.at().isAfter(out.at().minus(OUT_FOR)))
        .reduce((_, later) -> later);
  }

  private static Optional<Event> after(View view, FactName fact, Event out, List<String> names) {
    return names.stream()
        .flatMap(name -> view.events(fact, name).stream())
        .filter(event -> event.subject().equals(out.subject()))
        .filter(event -> event.at().isAfter(out.at()))
        .findFirst();
  }

  private static Duration rto(View view, Event out) {
    return view.material().configuration().regionPolicies().values().stream()
        .filter(
            policy ->
                policy.regions().stream()
                    .anyMatch(region -> out.subject().equals(REGION + region.value())))
        .map(RegionPolicy::bounds)
        .map(Bounds::rto)
        .findFirst()
        .orElse(Bounds.DEFAULT.rto());
  }

  /** Failovers that nobody ordered. */
  static Stream<Event> byThemselves(View view, FactName fact) {
    return view.events(fact, "region.failover_begun").stream()
        .filter(event -> event.actor().equals("ballast"));
  }
}
