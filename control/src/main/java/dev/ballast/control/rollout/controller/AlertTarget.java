// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.model.Event;
import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.AlertRoute;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whom a canary's alerts go to, as Flagger's AlertProvider says it, and which of them.
 *
 * @param canary the rollout's name
 * @param about what is said of the canary in each alert, in the fields that Flagger sends
 */
public record AlertTarget(
    String name, ObjectName canary, AlertProvider provider, Severity from, List<Field> about) {

  private static final String ALERTED = "rollout.alerted";

  /** One line of a message beside its text. */
  public record Field(String name, String value) {}

  public AlertTarget {
    about = List.copyOf(about);
  }

  /**
   * Where a canary's alert route leads.
   *
   * @param rollout the canary's full name
   */
  public static AlertTarget of(
      ObjectName rollout, Canary canary, AlertRoute route, AlertProvider provider) {
    CanaryAnalysis analysis = canary.analysis();
    List<Field> about = new ArrayList<>();
    about.add(new Field("Target", canary.target() + "." + rollout.namespace()));
    about.add(new Field("Failed checks threshold", Integer.toString(analysis.threshold())));
    about.add(new Field("Progress deadline", canary.deadline().toSeconds() + "s"));
    about.add(new Field("Traffic routing", routing(analysis)));
    return new AlertTarget(
        "alert " + rollout + " " + route.name(), rollout, provider, route.severity(), about);
  }

  private static String routing(CanaryAnalysis analysis) {
    return switch (analysis.shift()) {
      case Shift.Weights by -> weights(by.weights());
      case Shift.Stages by -> weights(by.weights());
      case Shift.Matching _ -> "A/B Testing";
      case Shift.BlueGreen _ -> "Blue/Green";
    };
  }

  private static String weights(List<Integer> weights) {
    return "Weight steps: "
        + weights.stream().map(String::valueOf).collect(Collectors.joining(","))
        + " max: "
        + (weights.isEmpty() ? 0 : weights.getLast());
  }

  /** Whether something that happened is told there. */
  public boolean isTold(Event event) {
    return event.name().equals(ALERTED)
        && canary.toString().equals(event.attributes().get("rollout"))
        && severity(event).compareTo(from) >= 0;
  }

  /**
   * How severe an alert is. A word that nobody knows counts as severe: better one message too many.
   */
  public static Severity severity(Event event) {
    return switch (event.attributes().getOrDefault("severity", "").toLowerCase(Locale.ROOT)) {
      case "info" -> Severity.INFO;
      case "warn" -> Severity.WARN;
      default -> Severity.ERROR;
    };
  }
}
