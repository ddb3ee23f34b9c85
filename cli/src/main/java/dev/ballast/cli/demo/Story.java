// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What Ballast says from time to time about budgets and money, beside the rest of a run: how fast
 * the gate lets the released service go, and what is left of the budget in money.
 */
final class Story {

  private static final String GATE = "/api/v1/gate/" + ReleaseRobot.SERVICE;
  private static final String COST = "/api/v1/cost";

  private final List<Look> looks = new ArrayList<>();

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
    } catch (CommandFailure e) {
      // The status of the same moment tells whether the server answers at all.
    }
  }

  void add(Look look) {
    looks.add(look);
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
