// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.graph;

import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Documents about graphs as people read them. */
final class GraphText {

  private static final int LISTED = 10;

  private GraphText() {}

  static String summary(JsonNode summary, Style style) {
    StringBuilder text = new StringBuilder();
    text.append(style.bold(summary.path("sentence").asString(""))).append('\n');
    JsonNode links = summary.path("links");
    text.append(
        "  %d hard, %d soft (%d by message) · %d seen, %d declared, %d shown by failures%n"
            .formatted(
                links.path("hard").asInt(),
                links.path("soft").asInt(),
                links.path("async").asInt(),
                links.path("observed").asInt(),
                links.path("declared").asInt(),
                links.path("verified").asInt()));
    list(text, "They need each other:", summary.path("cycles"), GraphText::cycle);
    list(text, "Not as declared:", summary.path("contradicted"), n -> edge(n) + " is " + text(n));
    list(text, "Declared, not seen:", summary.path("gaps"), n -> edge(n) + ": " + text(n));
    list(text, "Seen, not declared:", summary.path("undeclared"), GraphText::edge);
    list(text, "Where time goes:", summary.path("bottlenecks"), GraphText::bottleneck);
    return text.append("Next: ballast graph critical\n").toString();
  }

  private static String cycle(JsonNode cycle) {
    int more = cycle.path("size").asInt() - cycle.path("members").size();
    return names(cycle.path("members")) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String bottleneck(JsonNode bottleneck) {
    return "%s, %s a request%s: %s"
        .formatted(
            bottleneck.path("entry").asString(""),
            millis(bottleneck.path("seconds").asDouble()),
            bottleneck.path("parallel").asBoolean() ? ", with calls at once" : "",
            bottleneck
                .path("hops")
                .valueStream()
                .filter(hop -> hop.path("share").asDouble() >= 0.01)
                .limit(5)
                .map(
                    hop ->
                        hop.path("service").asString("")
                            + " "
                            + percent(hop.path("share").asDouble()))
                .collect(Collectors.joining(", ")));
  }

  static String critical(JsonNode critical, Style style) {
    StringBuilder text = new StringBuilder();
    for (JsonNode answer : critical.path("answers")) {
      text.append(style.bold(answer.path("question").asString(""))).append('\n');
      wrapped(text, "  ", answer.path("answer").asString(""));
      for (JsonNode because : answer.path("because")) {
        wrapped(text, "  · ", because.asString(""));
      }
      text.append('\n');
    }
    list(text, "Promises that cannot be kept:", critical.path("infeasible"), GraphText::infeasible);
    boolean traffic = critical.path("weighting").asString("").equals("traffic");
    Table table =
        Table.of(
            "SERVICE",
            ">CALLERS",
            ">FAIL WITH IT",
            traffic ? ">USERS LOSE" : ">ENTRY POINTS LOST",
            ">PROMISES",
            ">NEEDS");
    for (JsonNode service : critical.path("services")) {
      table.row(
          service.path("service").asString(""),
          Integer.toString(service.path("callers").asInt()),
          Integer.toString(service.path("dependents").asInt()),
          percent(service.path("share").asDouble()),
          target(service.path("promised")),
          target(service.path("needs")));
    }
    if (!table.isEmpty()) {
      text.append(table.render(style));
    }
    int more = critical.path("service_count").asInt() - critical.path("services").size();
    if (more > 0) {
      text.append("and ").append(more).append(" more: --limit N\n");
    }
    return text.isEmpty() ? "No service is known yet.\n" : text.toString();
  }

  private static String infeasible(JsonNode f) {
    String culprits =
        f.path("culprits")
            .valueStream()
            .limit(4)
            .map(c -> c.path("service").asString("") + " " + target(c.path("good")))
            .collect(Collectors.joining(", "));
    JsonNode remedy = f.path("remedies").path(0);
    return "%s promises %s (%s), and %d dependencies allow %s at most, even if it never fails itself: %s. Each would have to keep %s%s%s"
        .formatted(
            f.path("service").asString(""),
            target(f.path("target")),
            f.path("basis").asString(""),
            f.path("dependencies").asInt(),
            atMost(f.path("best")),
            culprits,
            target(f.path("each")),
            remedy.isMissingNode()
                ? ""
                : "; with a fallback at %s → %s it could reach %s"
                    .formatted(
                        remedy.path("client").asString(""),
                        remedy.path("server").asString(""),
                        atMost(remedy.path("best"))),
            f.path("unpromised").asInt() > 0
                ? "; " + f.path("unpromised").asInt() + " of them promise nothing"
                : "");
  }

  static String why(JsonNode why, Style style) {
    StringBuilder text = new StringBuilder();
    for (String line : Table.wrap(why.path("text").asString(""), Terminal.WIDTH)) {
      text.append(style.bold(line)).append('\n');
    }
    for (JsonNode path : why.path("paths")) {
      StringBuilder names = new StringBuilder(path.path(0).path("client").asString(""));
      path.forEach(step -> names.append(" → ").append(step.path("server").asString("")));
      wrapped(text, "  ", names.toString());
      for (JsonNode step : path) {
        wrapped(
            text,
            "    · ",
            edge(step)
                + " is "
                + step.path("coupling").asString("")
                + (step.path("observed").asBoolean() ? "" : "; no call seen"));
      }
    }
    String missing = why.path("missing").asString("");
    if (!missing.isEmpty()) {
      wrapped(text, "  ", "First missing link: " + missing + ".");
    }
    return text.toString();
  }

  static String diff(JsonNode diff) {
    if (diff.path("same").asBoolean()) {
      return "Nothing is different.\n";
    }
    StringBuilder text = new StringBuilder();
    list(text, "New services:", diff.path("new_services"), n -> n.asString(""));
    list(text, "Gone services:", diff.path("gone_services"), n -> n.asString(""));
    list(text, "New dependencies:", diff.path("new_links"), GraphText::coupled);
    list(text, "Gone dependencies:", diff.path("gone_links"), GraphText::coupled);
    list(
        text, "Changed dependencies:", diff.path("changed_links"), n -> edge(n) + ": " + change(n));
    list(text, "Newly on a cycle:", diff.path("newly_cyclic"), n -> n.asString(""));
    list(
        text,
        "What fails with a service:",
        diff.path("blast_radius"),
        n ->
            "%s: %s of users' traffic, before %s"
                .formatted(
                    n.path("service").asString(""),
                    percent(n.path("after").asDouble()),
                    percent(n.path("before").asDouble())));
    return text.toString();
  }

  static String lint(JsonNode lint, Style style) {
    StringBuilder text = new StringBuilder();
    int found = lint.path("findings").size();
    text.append(
            style.bold(
                found == 0
                    ? "Retries and timeouts fit together."
                    : found + (found == 1 ? " thing" : " things") + " to change."))
        .append(
            "  %d of %d calls between %d services go through a mesh%n"
                .formatted(
                    lint.path("checked").asInt(),
                    lint.path("calls").asInt(),
                    lint.path("services").asInt()));
    lint.path("findings").forEach(finding -> wrapped(text, "  · ", text(finding)));
    if (!lint.path("uncalled").isEmpty()) {
      wrapped(
          text,
          "  ",
          "Nothing is known to call " + names(lint.path("uncalled")) + ": not checked.");
    }
    return text.toString();
  }

  private static String change(JsonNode n) {
    return n.path("before").asString("").equals(n.path("after").asString(""))
        ? n.path("observed_after").asBoolean() ? "calls are seen now" : "no call is seen any more"
        : n.path("after").asString("") + ", before " + n.path("before").asString("");
  }

  private static String coupled(JsonNode n) {
    return edge(n) + ", " + n.path("coupling").asString("");
  }

  private static String edge(JsonNode n) {
    return n.path("client").asString("") + " → " + n.path("server").asString("");
  }

  private static String text(JsonNode n) {
    return n.path("text").asString("");
  }

  private static String names(JsonNode list) {
    return list.valueStream().map(n -> n.asString("")).collect(Collectors.joining(", "));
  }

  private static void list(
      StringBuilder text,
      String title,
      JsonNode items,
      java.util.function.Function<JsonNode, String> line) {
    if (items.isEmpty()) {
      return;
    }
    text.append(title).append('\n');
    items.valueStream().limit(LISTED).forEach(item -> wrapped(text, "  · ", line.apply(item)));
    if (items.size() > LISTED) {
      text.append("  and ").append(items.size() - LISTED).append(" more: -o json\n");
    }
  }

  private static void wrapped(StringBuilder text, String indent, String sentence) {
    List<String> lines = Table.wrap(sentence, Terminal.WIDTH - indent.length());
    text.append(indent).append(lines.getFirst()).append('\n');
    lines.stream()
        .skip(1)
        .forEach(line -> text.append(" ".repeat(indent.length())).append(line).append('\n'));
  }

  private static String millis(double seconds) {
    return Text.number(Math.round(seconds * 10_000) / 10.0) + " ms";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, share >= 0.0995 ? "%.0f %%" : "%.1f %%", 100 * share);
  }

  private static String target(JsonNode good) {
    return target(good, RoundingMode.DOWN);
  }

  /** What can be had at most: never shown as more. */
  private static String atMost(JsonNode good) {
    return target(good, RoundingMode.UP);
  }

  /** In percent, with two digits of what is missing to all. */
  private static String target(JsonNode good, RoundingMode missing) {
    if (!good.isNumber()) {
      return "–";
    }
    return BigDecimal.valueOf(100)
            .subtract(
                new BigDecimal(100 * (1 - good.asDouble()))
                    .round(new MathContext(8, RoundingMode.HALF_UP))
                    .round(new MathContext(2, missing)))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
