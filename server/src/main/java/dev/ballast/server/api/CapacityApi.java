// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.api;

import dev.ballast.control.predict.capacity.CapacityReport;
import dev.ballast.control.predict.capacity.CapacitySnapshot;
import dev.ballast.server.auth.Role;
import dev.ballast.server.http.ApiException;
import dev.ballast.server.http.Endpoint;
import dev.ballast.server.http.Reply;
import dev.ballast.server.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What can run out: all of it, worst first, or one with its forecast. */
public final class CapacityApi {

  private final Supplier<CapacitySnapshot> newest;

  public CapacityApi(Supplier<CapacitySnapshot> newest) {
    this.newest = newest;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/capacity", Role.VIEWER, r -> Reply.json(all())),
        Endpoint.get("/api/v1/capacity/{name}", Role.VIEWER, this::one));
  }

  /** The list. */
  record AllJson(String sentence, Instant evaluatedAt, List<CapacityJson> capacities) {}

  private AllJson all() {
    CapacitySnapshot snapshot = newest.get();
    return new AllJson(
        sentence(snapshot),
        snapshot.at(),
        snapshot.reports().stream().map(report -> CapacityJson.of(report, false)).toList());
  }

  private static String sentence(CapacitySnapshot snapshot) {
    List<CapacityReport> reports = snapshot.reports();
    if (reports.isEmpty()) {
      return snapshot.equals(CapacitySnapshot.EMPTY)
          ? "No capacity has been judged yet."
          : "No Capacity is configured.";
    }
    long acting = reports.stream().filter(r -> r.urgency().needsAction()).count();
    String of = reports.size() == 1 ? "the 1 capacity" : "the " + reports.size() + " capacities";
    return acting == 0
        ? "None of " + of + " needs you."
        : acting + " of " + of + (acting == 1 ? " needs you." : " need you.");
  }

  private Reply one(Request request) {
    String name = request.variable("name");
    return newest.get().reports().stream()
        .filter(report -> report.capacity().name().value().equals(name))
        .findFirst()
        .map(report -> Reply.json(CapacityJson.of(report, true)))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "capacity: " + name + " (expected: the name of a Capacity in use)"));
  }
}
