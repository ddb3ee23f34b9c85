// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Regions as people read them. */
final class RegionsText {

  private static final Set<String> OUT = Set.of("down", "isolated", "draining", "fenced");

  private RegionsText() {}

  static boolean isAnyOut(JsonNode answer) {
    for (JsonNode policy : answer.path("policies")) {
      for (JsonNode region : policy.path("regions")) {
        if (OUT.contains(region.path("state").asString(""))) {
          return true;
        }
      }
    }
    return false;
  }

  static String status(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    for (JsonNode policy : answer.path("policies")) {
      text.append(policy(policy, style));
    }
    return ControlPlaneText.of(answer.path("control_plane"), style)
        + (text.isEmpty() ? "No RegionPolicy is declared. How to: docs/regions.md\n" : text);
  }

  private static String policy(JsonNode policy, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s. %s owns the writes, epoch %d.%n"
            .formatted(
                policy.path("name").asString(""),
                policy.path("phase").asString(""),
                policy.path("owner").asString(""),
                policy.path("epoch").asLong(0)));
    Table regions = Table.of("REGION", "STATE", ">LOAD/S", ">TESTED", ">WITHOUT IT", "SEEN");
    for (JsonNode region : policy.path("regions")) {
      regions.rowOf(
          health(region.path("state").asString("")),
          region.path("name").asString(""),
          region.path("state").asString("").toUpperCase(Locale.ROOT),
          number(region, "load", ""),
          number(region, "tested", ""),
          number(region, "without_it_percent", " %"),
          region.path("text").asString(""));
    }
    text.append(regions.render(style));
    Table links = Table.of("STORE", "FROM", "TO", ">LAG", ">WRITES AT RISK");
    for (JsonNode link : policy.path("links")) {
      links.row(
          link.path("store").asString(""),
          link.path("from").asString(""),
          link.path("to").asString(""),
          "%.1f s".formatted(link.path("lag_seconds").asDouble(0)),
          Long.toString(link.path("writes_at_risk").asLong(0)));
    }
    if (!links.isEmpty()) {
      text.append(links.render(style));
    }
    for (JsonNode store : policy.path("stores")) {
      int lost = store.path("lost_probe_writes").size();
      if (lost > 0) {
        text.append(
            "%s: %d probe writes were acknowledged and are gone%n"
                .formatted(store.path("name").asString(""), lost));
      }
    }
    for (JsonNode road : policy.path("steering")) {
      if (road.path("problem").isString()) {
        text.append(
            "! %s (%s of %s) does not follow, and is tried again: %s%n"
                .formatted(
                    road.path("target").asString(""),
                    road.path("of").asString(""),
                    road.path("home").asString(""),
                    road.path("problem").asString("")));
      }
    }
    text.append(policy.path("decision").asString("")).append("\n");
    if (policy.path("skew_forbids_last_writer").asBoolean(false)) {
      text.append("Clocks are too far apart for the last write to win.\n");
    }
    return text.append("Next: ballast regions readiness REGION\n").toString();
  }

  static String readiness(JsonNode answer, Style style) {
    StringBuilder text =
        new StringBuilder(
            "%s of %s: %s%n"
                .formatted(
                    answer.path("wish").asString(""),
                    answer.path("region").asString(""),
                    answer.path("allowed").asBoolean(false) ? "ready" : "not ready"));
    Table checks = Table.of("", "RULE", "KIND", "SAYS");
    for (JsonNode check : answer.path("checks")) {
      String outcome = check.path("outcome").asString("");
      checks.rowOf(
          outcome.equals("passed")
              ? "HEALTHY"
              : outcome.equals("unknown") ? "UNKNOWN" : "UNHEALTHY",
          outcome,
          check.path("rule").asString(""),
          check.path("kind").asString(""),
          check.path("text").asString(""));
    }
    return text.append(checks.render(style)).toString();
  }

  /** What comes after a judgement. */
  static String next(JsonNode answer, boolean yes, String wish, String region) {
    if (answer.path("begun").asBoolean(false)) {
      return "Begun. Look: ballast regions status   ·   take it back: ballast regions abort "
          + region
          + " --reason …\n";
    }
    boolean allowed = answer.path("allowed").asBoolean(false);
    return allowed && !yes
        ? "Nothing was done. Do it: ballast regions %s %s --yes%n".formatted(wish, region)
        : "Refused; nothing was done.\n";
  }

  private static String number(JsonNode node, String field, String unit) {
    return node.path(field).isNumber()
        ? String.format(Locale.ROOT, "%.0f%s", node.path(field).asDouble(0), unit)
        : "?";
  }

  private static String health(String state) {
    return switch (state) {
      case "healthy" -> "HEALTHY";
      case "degraded", "draining" -> "DEGRADED";
      case "unknown" -> "UNKNOWN";
      default -> "UNHEALTHY";
    };
  }
}
