// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.health.ServiceHealth.Reason;
import dev.ballast.control.slo.Words;
import dev.ballast.control.topology.Edge;
import dev.ballast.control.topology.Topology;
import dev.ballast.model.Configuration;
import dev.ballast.model.Place;
import dev.ballast.model.Service;
import java.util.List;

/** What can be said of a service that no SLO measures: what its callers see. */
final class Unmeasured {

  private Unmeasured() {}

  static boolean isExternal(Configuration configuration, Place place) {
    Service service = configuration.services().get(place.service());
    return service != null && service.kind() == Service.Kind.EXTERNAL;
  }

  static Reason reason(Configuration configuration, Place place, Topology topology) {
    List<Edge> edges =
        place.isWhole() ? topology.callersOf(place.service()) : topology.callers(place);
    String text =
        isExternal(configuration, place) ? "external, no telemetry" : "no SLO measures it";
    return new Reason.Unmeasured(
        text + seen(edges), edges.stream().map(edge -> EdgeEvidence.of(topology, edge)).toList());
  }

  private static String seen(List<Edge> edges) {
    double calls = 0;
    double errors = 0;
    for (Edge edge : edges) {
      if (edge.traffic() instanceof Edge.Traffic.Observed seen) {
        calls += seen.rps();
        errors += seen.rps() * seen.errorRatio();
      }
    }
    return calls == 0
        ? ""
        : "; callers see "
            + Words.percent(errors / calls)
            + " errors at "
            + Words.number(calls)
            + " calls/s";
  }
}
