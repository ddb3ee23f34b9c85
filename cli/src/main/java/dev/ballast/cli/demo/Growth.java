// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Whether instances were there before the users: when more were asked for, against the moment at
 * which the load of that moment, the only thing that a reactive rule knows, asked for as many.
 */
final class Growth {

  /** What one instance should have, as in growth.yaml. */
  private static final double EACH = 16;

  private static final String LOAD =
      "sum by (cloud_region) (rate(traces_spanmetrics_calls_total{service=\"storefront\","
          + "span_kind=\"SPAN_KIND_SERVER\"}[20s]))";

  private final Map<String, List<Load>> loads = new TreeMap<>();
  private final Map<String, JsonNode> episodes = new TreeMap<>();

  /** Requests a second at a time. */
  record Load(Instant at, double value) {}

  /**
   * More instances were asked for.
   *
   * @param acted when that was
   * @param ready when as many answered; null: not in this run
   */
  private record Deed(
      String id, String region, int from, int to, Instant acted, Optional<Instant> ready) {}

  /** The configuration. */
  static String rules(DemoOptions.Ports ports) throws java.io.IOException {
    return Resources.growth().replace("ORCHESTRATOR", "http://127.0.0.1:" + ports.orchestrator());
  }

  /** Asks; what is not answered is left out. */
  void look(Instant now, Api api) {
    try {
      for (JsonNode one :
          api.get("/prometheus/api/v1/query", Map.of("query", LOAD)).path("data").path("result")) {
        add(
            one.path("metric").path("cloud_region").asString(""),
            new Load(now, Double.parseDouble(one.path("value").path(1).asString("0"))));
      }
      for (JsonNode one : api.get("/api/v1/healing/episodes").path("episodes")) {
        add(one);
      }
    } catch (CommandFailure | NumberFormatException e) {
      // The status of the same moment tells whether the server answers at all.
    }
  }

  void add(String region, Load load) {
    loads.computeIfAbsent(region, _ -> new ArrayList<>()).add(load);
  }

  void add(JsonNode episode) {
    episodes.put(episode.path("id").asString(""), episode);
  }

  /** What was done about it; empty when nothing grew. */
  List<Chapter> chapters(Optional<Truth> truth) {
    if (truth.isEmpty()) {
      return List.of();
    }
    Truth known = truth.get();
    List<Chapter> told = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<Deed> deeds = deeds();
    for (Deed deed : deeds) {
      if (!deed.region().equals(known.region())) {
        problems.add(deed.id() + " scaled storefront in " + deed.region() + ", where nothing grew");
      }
      told.add(chapter(deed, known));
    }
    boolean needed = reactive(known.region(), 1).isPresent();
    if (deeds.isEmpty() && needed) {
      problems.add("nothing was scaled, and the load asked for it");
    }
    double most =
        loads.getOrDefault(known.region(), List.of()).stream()
            .mapToDouble(Load::value)
            .max()
            .orElse(0);
    told.addFirst(
        new Chapter(
            "grow",
            String.format(
                Locale.ROOT,
                "%s got up to %.1f requests a second; users: %s",
                known.target(),
                most,
                known.felt()),
            List.of("ground truth: growth in " + known.region()),
            problems));
    return told;
  }

  private Chapter chapter(Deed deed, Truth truth) {
    Optional<Instant> reactive = reactive(deed.region(), deed.from());
    String when =
        "%s after growth began".formatted(seconds(Duration.between(truth.start(), deed.acted())));
    String ahead =
        reactive
            .map(
                at ->
                    at.isAfter(deed.acted())
                        ? seconds(Duration.between(deed.acted(), at))
                            + " before the load of now asked for it"
                        : seconds(Duration.between(at, deed.acted()))
                            + " after the load of now asked for it")
            .orElse("the load of now did not ask for it in this run");
    String ready =
        deed.ready()
            .map(
                at ->
                    "; it was ready %s later%s"
                        .formatted(
                            seconds(Duration.between(deed.acted(), at)),
                            reactive.map(r -> at.isAfter(r) ? ", too late" : "").orElse("")))
            .orElse("; it was not seen ready");
    return new Chapter(
        "scale",
        "storefront in %s from %d to %d, %s: %s%s"
            .formatted(deed.region(), deed.from(), deed.to(), when, ahead, ready),
        List.of("ballast heal show " + deed.id()),
        List.of());
  }

  /** When the load of now first was more than so many instances should have, and stayed so. */
  private Optional<Instant> reactive(String region, int instances) {
    return loads.getOrDefault(region, List.of()).stream()
        .filter(load -> load.value() > instances * EACH)
        .map(Load::at)
        .findFirst();
  }

  private List<Deed> deeds() {
    List<Deed> all = new ArrayList<>();
    for (JsonNode one : episodes.values()) {
      Optional<Instant> acted = time(one.path("acted_at"));
      JsonNode intent = one.path("intent");
      if (acted.isPresent()) {
        boolean helped = one.path("outcome").asString("").equals("helped");
        all.add(
            new Deed(
                one.path("id").asString(""),
                one.path("region").asString(""),
                intent.path("before").path("replicas").asInt(0),
                intent.path("after").path("replicas").asInt(0),
                acted.get(),
                helped ? time(one.path("phase_at")) : Optional.empty()));
      }
    }
    all.sort(java.util.Comparator.comparing(Deed::acted));
    return all;
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return Optional.of(Instant.parse(node.asString("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.0f s", time.toMillis() / 1e3);
  }
}
