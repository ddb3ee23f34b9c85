// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What Ballast says from time to time about budgets, money and maturity, beside the rest of a run:
 * how fast the gate lets the released service go, and what is left of the budget in money. And what
 * it has written down in the end: episodes of healing, and events.
 */
final class Story {

  private static final String GATE = "/api/v1/gate/" + ReleaseRobot.SERVICE;
  private static final String COST = "/api/v1/cost";

  private static final String MATURITY = "/api/v1/maturity";
  private static final String EPISODES = "/api/v1/healing/episodes";
  private static final String EVENTS = "/api/v1/events";
  private static final List<String> TOLD =
      List.of("health.changed", "healing.", "region.", "rollout.");
  private static final String MOST = "1000";
  private static final Duration RIPENS_IN = Duration.ofSeconds(10);

  private final List<Look> looks = new ArrayList<>();
  private final List<Ripeness> ripenesses = new ArrayList<>();
  private final List<JsonNode> events = new ArrayList<>();
  private List<JsonNode> episodes = List.of();

  /**
   * One look.
   *
   * @param gate the gate's answer now
   * @param journey what is said of the first priced journey
   */
  record Look(Instant at, JsonNode gate, JsonNode journey, String currency) {

    /** Share of the error budget that is left; empty while there are no data. */
    Optional<Double> budget() {
      return number(gate.path("budget_remaining"));
    }

    String strategy() {
      return gate.path("strategy").asString("");
    }

    /** The least time that a release takes by the gate's plan, in seconds. */
    double slowness() {
      return gate.path("plan").path("least_seconds").asDouble(0);
    }

    Optional<Double> money() {
      return number(journey.path("budget").path("left_value"));
    }

    private static Optional<Double> number(JsonNode node) {
      return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }
  }

  /** Asks; what is not answered is left out, and the next look may have it. */
  void look(Instant now, Api api) {
    try {
      JsonNode model = api.get(COST).path("models").path(0);
      add(
          new Look(
              now,
              api.get(GATE),
              model.path("journeys").path(0),
              model.path("currency").asString("")));
      if (ripenesses.isEmpty() || !now.isBefore(ripenesses.getLast().at().plus(RIPENS_IN))) {
        add(Ripeness.of(now, api.get(MATURITY).path("organisation")));
      }
    } catch (CommandFailure e) {
      // The status of the same moment tells whether the server answers at all.
    }
  }

  /** Reads what is written down; to be called while the server still answers. */
  void close(Api api) {
    episodes = api.get(EPISODES).path("episodes").values().stream().toList();
    for (String name : TOLD) {
      api.get(EVENTS, Map.of("name", name, "limit", MOST)).path("events").forEach(events::add);
    }
  }

  void add(Look look) {
    looks.add(look);
  }

  /** What was said before anything was judged says nothing. */
  void add(Ripeness ripeness) {
    if (ripeness.all() > 0) {
      ripenesses.add(ripeness);
    }
  }

  /** From the first that was said of maturity to the last. */
  List<Ripeness> ripening() {
    return List.copyOf(ripenesses);
  }

  void add(List<JsonNode> healing, List<JsonNode> told) {
    episodes = List.copyOf(healing);
    events.addAll(told);
  }

  /** Episodes of healing, as they were at the end. */
  List<JsonNode> episodes() {
    return List.copyOf(episodes);
  }

  /** Events of a name, the oldest first. */
  List<JsonNode> events(String name) {
    return events.stream()
        .filter(event -> event.path("name").asString("").startsWith(name))
        .sorted(Comparator.comparingLong(event -> event.path("sequence").asLong(0)))
        .toList();
  }

  /** The first look after a moment at which something holds. */
  Optional<Look> first(Instant after, Instant before, Predicate<Look> what) {
    return looks.stream()
        .filter(look -> !look.at().isBefore(after) && look.at().isBefore(before))
        .filter(what)
        .findFirst();
  }

  /** The last look before a moment that knows something. */
  <T> Optional<T> before(Instant moment, Function<Look, Optional<T>> what) {
    return looks.stream()
        .filter(look -> look.at().isBefore(moment))
        .flatMap(look -> what.apply(look).stream())
        .reduce((_, later) -> later);
  }

  /** The look at which a number was least, between two moments. */
  Optional<Look> least(Instant from, Instant to, Function<Look, Optional<Double>> what) {
    return looks.stream()
        .filter(look -> !look.at().isBefore(from) && look.at().isBefore(to))
        .filter(look -> what.apply(look).isPresent())
        .min((a, b) -> Double.compare(what.apply(a).orElseThrow(), what.apply(b).orElseThrow()));
  }
}
