// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Standing;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A status in sentences: the answer first, the worst service next, healthy ones in one line. */
final class StatusText {

  private static final List<String> WORST_FIRST =
      List.of("UNHEALTHY", "DEGRADED", "UNKNOWN", "HEALTHY");

  private static final int MOST_NAMES = 4;
  private static final int MOST_ANOMALIES = 5;

  private StatusText() {}

  /** The text; {@code all} names healthy services one by one. */
  static String of(JsonNode status, boolean all, Style style) {
    List<Standing> standings = sorted(Standing.all(status));
    if (standings.isEmpty()) {
      return """
      No service is known yet.
      Describe your services and SLOs in YAML and start the server with --config DIR,
      or see it work: ballast demo
      """
          + warnings(status);
    }
    StringBuilder text = new StringBuilder();
    text.append(headline(status, style)).append('\n');
    Table table = Table.of("  ", "", "", "");
    standings.stream()
        .filter(s -> all || s.needsAttention())
        .forEach(s -> table.rowOf(s.health(), shaped(s), s.health(), s.region(), s.text()));
    if (!table.isEmpty()) {
      text.append(
          table.render(style).lines().skip(1).map(l -> l + "\n").collect(Collectors.joining()));
    }
    if (!all) {
      text.append(quiet(standings, style));
    }
    text.append(anomalies(status, style));
    text.append(warnings(status));
    next(standings).ifPresent(hint -> text.append("Next: ").append(hint).append('\n'));
    return text.toString();
  }

  private static String headline(JsonNode status, Style style) {
    String regions =
        status
            .path("regions")
            .valueStream()
            .map(r -> r.asString(""))
            .collect(Collectors.joining(", "));
    String at = status.path("evaluated_at").asString("");
    String right =
        regions
            + (at.isEmpty() ? "" : (regions.isEmpty() ? "" : " · ") + Text.clock(Instant.parse(at)))
            + scale(status);
    String left = status.path("sentence").asString("");
    int space = Math.max(2, Terminal.WIDTH - left.length() - right.length());
    return style.bold(left) + " ".repeat(space) + style.dim(right);
  }

  private static String scale(JsonNode status) {
    double scale = status.path("time_scale").asDouble(1);
    return scale > 1 ? " UTC · SLO windows 1:" + Text.number(scale) : " UTC";
  }

  private static String shaped(Standing s) {
    return "  " + Style.shape(s.health()) + " " + s.service();
  }

  /** Services, as the first line counts them: healthy in every region, or unknown in any. */
  private static String quiet(List<Standing> standings, Style style) {
    List<Standing> unknown = standings.stream().filter(s -> s.health().equals("UNKNOWN")).toList();
    long strange = unknown.stream().map(Standing::service).distinct().count();
    Set<String> unwell =
        standings.stream()
            .filter(s -> !s.health().equals("HEALTHY"))
            .map(Standing::service)
            .collect(Collectors.toSet());
    long healthy =
        standings.stream()
            .map(Standing::service)
            .distinct()
            .filter(s -> !unwell.contains(s))
            .count();
    List<String> parts = new ArrayList<>();
    if (healthy > 0) {
      parts.add(style.health("HEALTHY", "● " + healthy + " healthy"));
    }
    if (!unknown.isEmpty()) {
      parts.add("○ " + strange + " unknown" + names(unknown));
    }
    return parts.isEmpty() ? "" : "  " + String.join("  ", parts) + "\n";
  }

  /** Who they are, when few enough to be read at a glance. */
  private static String names(List<Standing> unknown) {
    List<String> names = unknown.stream().map(Standing::service).distinct().toList();
    if (names.size() > MOST_NAMES) {
      return " (ballast status --all names them)";
    }
    boolean external = unknown.stream().allMatch(Standing::external);
    return " (" + String.join(", ", names) + (external ? ": external, no telemetry)" : ")");
  }

  /** What is unlike before, whether or not an SLO suffers. */
  private static String anomalies(JsonNode status, Style style) {
    List<JsonNode> open = status.path("anomalies").valueStream().toList();
    if (open.isEmpty()) {
      return "";
    }
    Table table = Table.of("  ", "", "");
    open.stream()
        .limit(MOST_ANOMALIES)
        .forEach(
            a ->
                table.row(
                    "  ~ " + a.path("service").asString(""),
                    a.path("region").asString(""),
                    a.path("text").asString("")));
    int more = open.size() - MOST_ANOMALIES;
    return "Unlike before:\n"
        + table.render(style).lines().skip(1).map(l -> l + "\n").collect(Collectors.joining())
        + (more > 0 ? "  and " + more + " more: ballast anomalies\n" : "");
  }

  /** What the control plane lacks itself, whatever the services' health. */
  private static String warnings(JsonNode status) {
    return status
        .path("warnings")
        .valueStream()
        .map(warning -> "! " + warning.asString("") + "\n")
        .collect(Collectors.joining());
  }

  private static java.util.Optional<String> next(List<Standing> standings) {
    return standings.stream()
        .filter(Standing::needsAttention)
        .findFirst()
        .map(worst -> "ballast gate " + worst.service() + "   ·   ballast events --since 15m");
  }

  private static List<Standing> sorted(List<Standing> standings) {
    return standings.stream()
        .sorted(
            Comparator.<Standing>comparingInt(s -> WORST_FIRST.indexOf(s.health()))
                .thenComparing(Standing::service)
                .thenComparing(Standing::region))
        .toList();
  }
}
