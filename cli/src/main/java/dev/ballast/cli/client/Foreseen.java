// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the server says of one series of a capacity.
 *
 * @param region empty when its query does not tell regions
 * @param query as it was asked; empty when the details were not
 * @param p10 when it is reached in one of ten futures, and so on; empty when that is not known
 */
public record Foreseen(
    String capacity,
    String service,
    String region,
    String query,
    String urgency,
    String sentence,
    Optional<Instant> p10,
    Optional<Instant> p50,
    Optional<Instant> p90) {

  private static final String PATH = "/api/v1/capacity";

  /** Asks the server for all of them, with details of those that need somebody. */
  public static List<Foreseen> all(Api api) {
    List<Foreseen> all = new ArrayList<>();
    for (JsonNode capacity : api.get(PATH).path("capacities")) {
      boolean asked = of(capacity).stream().anyMatch(Foreseen::needsAction);
      String name = capacity.path("capacity").asString("");
      all.addAll(of(asked ? api.get(PATH + "/" + Api.segment(name)) : capacity));
    }
    return List.copyOf(all);
  }

  /** Reads one capacity of the server's answer. */
  static List<Foreseen> of(JsonNode capacity) {
    List<Foreseen> all = new ArrayList<>();
    capacity.path("series").forEach(series -> all.add(of(capacity, series)));
    return List.copyOf(all);
  }

  private static Foreseen of(JsonNode capacity, JsonNode series) {
    return new Foreseen(
        capacity.path("capacity").asString(""),
        capacity.path("service").asString(""),
        series.path("labels").path("cloud_region").asString(""),
        series.path("detail").path("evidence").path("query").asString(""),
        series.path("urgency").asString("UNKNOWN"),
        series.path("sentence").asString(""),
        time(series, "p10"),
        time(series, "p50"),
        time(series, "p90"));
  }

  /** Somebody has to do something about it. */
  public boolean needsAction() {
    return urgency.equals("ACT") || urgency.equals("ACT_NOW");
  }

  /** The capacity and where. */
  public String name() {
    return region.isEmpty() ? capacity : capacity + " (" + region + ")";
  }

  private static Optional<Instant> time(JsonNode series, String name) {
    String text = series.path(name).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
  }
}
