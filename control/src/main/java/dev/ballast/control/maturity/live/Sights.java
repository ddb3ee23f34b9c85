// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity.live;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be seen at this moment, as opposed to what happened.
 *
 * @param needs by service those whom it cannot do without
 */
public record Sights(
    List<Telemetry> telemetry,
    List<Objective> objectives,
    List<Runbook> runbooks,
    List<Resource> resources,
    List<Journey> journeys,
    List<Investments> investments,
    List<Diagnosed> diagnosed,
    List<Scored> scored,
    Map<String, Set<String>> needs) {

  public static final Sights NONE =
      new Sights(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          Map.of());

  /**
   * A service's own telemetry; only of those that send any.
   *
   * @param requests, calls, lost calls: numbers of spans over the newest window
   * @param regions that it serves requests from
   */
  public record Telemetry(
      String service,
      double requests,
      double calls,
      double lost,
      Set<String> regions,
      String query,
      Instant at) {
    public Telemetry {
      regions = Set.copyOf(regions);
    }
  }

  /**
   * How an SLO stands.
   *
   * @param region empty: as a whole
   * @param recent share of the last hour that has data
   * @param window share of its own window that has data
   * @param sinceFirst the same of what is over since the first data in it
   * @param rules burn-rate rules whose windows have data
   */
  public record Objective(
      String slo,
      String service,
      String region,
      boolean known,
      boolean met,
      double recent,
      double window,
      double sinceFirst,
      int rules,
      String query,
      Instant at) {

    boolean isWhole() {
      return region.isEmpty();
    }
  }

  /**
   * A runbook that is a file.
   *
   * @param length in characters; 0 when it cannot be read
   */
  public record Runbook(String service, String location, int length, Instant at) {}

  /** Something that can run out, and whether its forecast says something. */
  public record Resource(
      String service, String capacity, boolean judged, String query, Instant at) {}

  /**
   * Users' way through the system, with its price.
   *
   * @param needs the entry and all whom it needs; empty when it was not observed
   * @param measured how many of them
   * @param ceiling what the entry's users can be served at best
   * @param objective what is promised to them
   * @param valued whether the rest of its error budget is known
   */
  public record Journey(
      String model,
      String name,
      String entry,
      Set<String> needs,
      int measured,
      double ceiling,
      double objective,
      boolean valued,
      Instant at) {
    public Journey {
      needs = Set.copyOf(needs);
    }

    boolean isObserved() {
      return !needs.isEmpty();
    }
  }

  /** Whether a cost model says what to buy, and else why not. */
  public record Investments(String model, boolean weighed, String problem, Instant at) {}

  /** An incident whose true cause is known. */
  public record Diagnosed(String incident, boolean right, Instant at) {}

  /** How often the cause was named first on a system's labelled incidents. */
  public record Scored(String system, double first, int cases, Instant at) {}

  public Sights {
    telemetry = List.copyOf(telemetry);
    objectives = List.copyOf(objectives);
    runbooks = List.copyOf(runbooks);
    resources = List.copyOf(resources);
    journeys = List.copyOf(journeys);
    investments = List.copyOf(investments);
    diagnosed = List.copyOf(diagnosed);
    scored = List.copyOf(scored);
    needs = Collections.unmodifiableMap(new TreeMap<>(needs));
  }
}
