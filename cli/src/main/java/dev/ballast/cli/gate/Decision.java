// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gate;

import dev.ballast.cli.terminal.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A server's decision as every format needs it. */
record Decision(
    String service,
    String verdict,
    String strategy,
    String changeClass,
    String policy,
    String row,
    String slo,
    String remaining,
    List<Integer> weights,
    List<String> dwells,
    String speed,
    String risk,
    String checkEvery,
    String watchedBy,
    String finishBy,
    String held,
    List<String> reasons,
    String evaluatedAt) {

  Decision {
    weights = List.copyOf(weights);
    dwells = List.copyOf(dwells);
    reasons = List.copyOf(reasons);
  }

  static Decision of(JsonNode json) {
    JsonNode plan = json.path("plan");
    List<Integer> weights = new ArrayList<>();
    plan.path("weights").forEach(weight -> weights.add(weight.asInt()));
    List<String> dwells = new ArrayList<>();
    plan.path("stages").forEach(stage -> dwells.add(seconds(stage.path("dwell_seconds"))));
    List<String> reasons = new ArrayList<>();
    json.path("reasons").forEach(reason -> reasons.add(reason.asString("")));
    return new Decision(
        text(json, "service"),
        text(json, "verdict"),
        text(json, "strategy"),
        text(json, "change_class"),
        text(json.path("table"), "policy"),
        text(json.path("table"), "row"),
        text(json, "slo"),
        json.path("budget_remaining").isNumber() ? text(json, "budget_remaining") : "",
        weights,
        dwells,
        text(plan, "speed"),
        text(plan, "risk_tolerance"),
        seconds(plan.path("monitoring").path("check_every_seconds")),
        text(plan.path("monitoring"), "watched_by"),
        text(plan, "finish_by"),
        text(json.path("hysteresis"), "held_to"),
        reasons,
        text(json, "evaluated_at"));
  }

  /** The exit code that scripts rely on. */
  int exitCode() {
    return switch (verdict) {
      case "allow" -> Exit.OK;
      case "allow_slower" -> Exit.GATE_SLOWER;
      case "deny" -> Exit.GATE_DENIED;
      default -> Exit.NO_DATA;
    };
  }

  boolean isAllowed() {
    return exitCode() == Exit.OK || exitCode() == Exit.GATE_SLOWER;
  }

  /** The answer in a word or two. */
  String answer() {
    return switch (verdict) {
      case "allow" -> "Yes.";
      case "allow_slower" -> "Yes, slower.";
      case "deny" -> "No.";
      default -> "No data, so no answer.";
    };
  }

  /**
   * Such as {@code conservative, canary 5 % → 10 % → 50 % → 100 %, staggered over 2 to 3 hours}.
   */
  String plan() {
    return words(strategy) + ", canary " + steps() + ", " + speed;
  }

  String steps() {
    return weights.stream().map(weight -> weight + " %").collect(Collectors.joining(" → "));
  }

  static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }

  private static String seconds(JsonNode number) {
    double seconds = number.asDouble(0);
    return seconds == Math.rint(seconds) ? Long.toString((long) seconds) : Double.toString(seconds);
  }
}
