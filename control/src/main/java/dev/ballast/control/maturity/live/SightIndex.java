// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import dev.ballast.control.maturity.live.Sights.Journey;
import dev.ballast.control.maturity.live.Sights.Objective;
import dev.ballast.control.maturity.live.Sights.Resource;
import dev.ballast.control.maturity.live.Sights.Runbook;
import dev.ballast.control.maturity.live.Sights.Telemetry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts what can be seen by service, once. */
final class SightIndex {

  private final List<Telemetry> telemetry = new ArrayList<>();
  private final List<Objective> objectives = new ArrayList<>();
  private final List<Runbook> runbooks = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<Journey> journeys = new ArrayList<>();

  private SightIndex() {}

  static Map<String, Sights> byService(Sights all) {
    Map<String, SightIndex> index = new HashMap<>();
    all.telemetry().forEach(one -> of(index, one.service()).telemetry.add(one));
    all.objectives().forEach(one -> of(index, one.service()).objectives.add(one));
    all.runbooks().forEach(one -> of(index, one.service()).runbooks.add(one));
    all.resources().forEach(one -> of(index, one.service()).resources.add(one));
    for (Journey one : all.journeys()) {
      of(index, one.entry()).journeys.add(one);
      one.needs().stream()
          .filter(need -> !need.equals(one.entry()))
          .forEach(need -> of(index, need).journeys.add(one));
    }
    Map<String, Sights> sorted = new HashMap<>();
    index.forEach(
        (service, one) ->
            sorted.put(
                service,
                new Sights(
                    one.telemetry,
                    one.objectives,
                    one.runbooks,
                    one.resources,
                    one.journeys,
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of())));
    return sorted;
  }

  private static SightIndex of(Map<String, SightIndex> index, String service) {
    return index.computeIfAbsent(service, _ -> new SightIndex());
  }
}
