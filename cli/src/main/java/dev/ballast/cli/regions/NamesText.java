// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.connect.dns.NameAudit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Names as people read them. */
final class NamesText {

  private NamesText() {}

  static String names(JsonNode answer, Style style) {
    StringBuilder text = new StringBuilder();
    boolean any = false;
    for (JsonNode policy : answer.path("policies")) {
      if (policy.path("zone").isString()) {
        any = true;
        text.append(policy(policy, style));
      }
    }
    if (!any) {
      return "No RegionPolicy has names. How to: docs/regions.md#names\n";
    }
    return text.append(served(answer)).toString();
  }

  private static String served(JsonNode answer) {
    if (!answer.path("served_on").isString()) {
      return "Nobody is answered: this server was started without --dns HOST:PORT.\n";
    }
    List<String> counts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> count : answer.path("questions").properties()) {
      if (count.getValue().asLong(0) > 0) {
        counts.add(count.getValue().asLong(0) + " " + count.getKey().replace('_', ' '));
      }
    }
    return "DNS is answered on %s: %s.%n"
        .formatted(
            answer.path("served_on").asString(""),
            counts.isEmpty() ? "nobody has asked yet" : String.join(", ", counts));
  }

  private static String policy(JsonNode policy, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: zone %s. RTO %s, so answers may be kept for %s.%n"
            .formatted(
                policy.path("policy").asString(""),
                policy.path("zone").asString(""),
                seconds(policy.path("rto_seconds").asDouble(0)),
                seconds(policy.path("allowed_ttl_seconds").asDouble(0))));
    if (policy.path("old").asBoolean(false)) {
      text.append(
          policy.path("looked").isNull()
              ? "Nobody has looked at the regions yet; answers are by what was decided.\n"
              : "Nobody has looked since %s; answers are by what was known then.%n"
                  .formatted(policy.path("looked").asString("")));
    }
    Table regions = Table.of("REGION", "STATE", ">KEEPS", "ANSWERED");
    for (JsonNode region : policy.path("regions")) {
      boolean out = region.path("out").asBoolean(false);
      String state = region.path("state").asString("").toUpperCase(Locale.ROOT);
      regions.rowOf(
          out ? "UNHEALTHY" : state.equals("UNKNOWN") ? "UNKNOWN" : "HEALTHY",
          region.path("name").asString(""),
          state + (region.path("last_good").asBoolean(false) ? " (last seen)" : ""),
          region.path("stays_percent").asInt(0) + " %",
          out ? "no" : "yes");
    }
    text.append(regions.render(style));
    Table names = Table.of("NAME", ">TTL", "LEADS TO");
    for (JsonNode name : policy.path("names")) {
      names.row(
          name.path("name").asString(""), name.path("ttl_seconds").asLong(0) + " s", leadsTo(name));
    }
    return text.append(names.render(style)).toString();
  }

  private static String leadsTo(JsonNode name) {
    JsonNode answer = name.path("answer");
    if (answer.isObject()) {
      return targets(answer.path("targets")) + ": " + answer.path("text").asString("");
    }
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> region : name.path("targets").properties()) {
      all.add(region.getKey() + " " + targets(region.getValue()));
    }
    return String.join("; ", all);
  }

  private static String targets(JsonNode targets) {
    List<String> texts = new ArrayList<>();
    targets.forEach(target -> texts.add(target.asString("")));
    return String.join(" ", texts);
  }

  static String audit(AuditSubject subject, NameAudit.Report report, Style style) {
    StringBuilder text =
        new StringBuilder(
            "%s: %s has an RTO of %s, so answers may be kept for %s.%n"
                .formatted(
                    subject.subject().name(),
                    subject.policy(),
                    seconds(subject.rtoSeconds()),
                    seconds(subject.subject().allowed().toMillis() / 1e3)));
    Table table = Table.of("", "SERVER", "IS", ">TTL", "LEADS TO", "FOUND");
    for (NameAudit.Line line : report.lines()) {
      boolean well = line.findings().isEmpty();
      table.rowOf(
          well ? "HEALTHY" : "UNHEALTHY",
          well ? "well" : "bad",
          line.server(),
          line.authority() ? "authority" : "resolver",
          line.ttl() < 0 ? "?" : line.ttl() + " s",
          line.leadsTo().isEmpty() ? "?" : String.join(" ", line.leadsTo()),
          well ? "nothing" : String.join("; ", line.findings()));
    }
    if (!table.isEmpty()) {
      text.append(table.render(style));
    }
    report.gaps().forEach(gap -> text.append("! ").append(gap).append("\n"));
    return text.toString();
  }

  private static String seconds(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f s", value)
        : String.format(Locale.ROOT, "%.1f s", value);
  }
}
