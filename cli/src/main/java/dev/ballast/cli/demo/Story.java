// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import java.time.Duration;
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

  private static final String MATURITY = "/api/v1/maturity";
  private static final Duration RIPENS_IN = Duration.ofSeconds(10);

  private final List<Look> looks = new ArrayList<>();
  private final List<Ripeness> ripenesses = new ArrayList<>();

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

  /**
   * How mature the organisation is said to be.
   *
   * @param level 0 to 4
   * @param proved checks for which there is evidence that has not expired
   * @param all every check
   */
  record Ripeness(Instant at, int level, String title, int proved, int all) {

    static Ripeness of(Instant at, JsonNode organisation) {
      JsonNode checks = organisation.path("checks");
      return new Ripeness(
          at,
          organisation.path("level").asInt(0),
          organisation.path("title").asString(""),
          checks.path("proved").asInt(0),
          checks.values().stream().mapToInt(count -> count.asInt(0)).sum());
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
