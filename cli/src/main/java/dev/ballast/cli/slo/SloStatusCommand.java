// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Style;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.slo.Words;
import dev.ballast.model.yaml.Nearest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast slo status}: how every watched SLO stands, and how its budget came about. */
@Command(
    name = "status",
    description = "How watched SLOs stand: what is left of each budget, and what it rests on.",
    footer = {"", "Exit codes: 0 done, 2 no such SLO, 3 the server is not there."})
final class SloStatusCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "SLO", description = "Only this one, by its name.")
  private @Nullable String name;

  @Option(names = "--service", paramLabel = "NAME", description = "Only of this service.")
  private String service = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  SloStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("service", service);
    try (Api api = server.connect(terminal)) {
      JsonNode answer = wanted(api.get("/api/v1/slos", parameters));
      output.print(terminal, answer, () -> text(answer, terminal.style()));
      return Exit.OK;
    }
  }

  private JsonNode wanted(JsonNode answer) {
    if (name == null) {
      return answer;
    }
    var names = new TreeSet<String>();
    ObjectNode chosen = JsonNodeFactory.instance.objectNode();
    ArrayNode slos = chosen.putArray("slos");
    for (JsonNode slo : answer.path("slos")) {
      names.add(slo.path("slo").asString(""));
      if (slo.path("slo").asString("").equals(name)) {
        slos.add(slo);
      }
    }
    if (slos.isEmpty()) {
      throw CommandFailure.usage(
          "SLO: "
              + name
              + " (expected: one of "
              + String.join(", ", names)
              + ")"
              + Nearest.to(name, List.copyOf(names))
                  .map(near -> ". Did you mean " + near + "?")
                  .orElse(""));
    }
    return chosen;
  }

  private static String text(JsonNode answer, Style style) {
    Table table =
        Table.of(
            "STATE", ">LEFT", ">GOOD", ">TARGET", ">DATA", "WINDOW", "COUNTS", "REGION", "SLO");
    StringBuilder notes = new StringBuilder();
    for (JsonNode slo : answer.path("slos")) {
      table.row(
          slo.path("state").asString(""),
          percent(slo.path("budget").path("remaining")),
          percent(slo.path("sli")),
          percent(slo.path("target")),
          percent(slo.path("coverage").path("window")),
          window(slo.path("window")),
          slo.path("budgeting").asString("").replace('_', ' '),
          slo.path("region").asString(""),
          slo.path("slo").asString(""));
      if (slo.path("region").asString("").isEmpty()) {
        note(slo, notes);
      }
    }
    return answer.path("slos").isEmpty()
        ? "No SLO is watched. Add one to the folder given to ballast serve --config.\n"
        : table.render(style) + notes;
  }

  private static String window(JsonNode window) {
    String length = Words.duration(seconds(window.path("written_seconds")));
    if (window.path("calendar").asBoolean(false)) {
      return length + " until " + window.path("to").asString("");
    }
    double scale = window.path("time_scale").asDouble(1);
    return scale == 1 ? length : length + " (1:" + Words.number(scale) + ")";
  }

  private static void note(JsonNode slo, StringBuilder notes) {
    String name = slo.path("slo").asString("");
    for (JsonNode part : slo.path("components")) {
      notes.append(
          "%s: %s is %s, %s left of its own budget, weight %s, target %s\n"
              .formatted(
                  name,
                  part.path("name").asString(""),
                  part.path("state").asString(""),
                  percent(part.path("remaining")),
                  Words.number(part.path("weight").asDouble(1)),
                  percent(part.path("target"))));
    }
    JsonNode bounds = slo.path("bounds");
    if (bounds.isObject()) {
      notes.append(
          "%s: between bounds, %s to %s left: %s.\n"
              .formatted(
                  name,
                  percent(bounds.path("remaining_low")),
                  percent(bounds.path("remaining_high")),
                  bounds.path("text").asString("")));
    } else if (!slo.path("problem").asString("").isEmpty()) {
      notes.append(name).append(": ").append(slo.path("problem").asString("")).append('\n');
    }
    for (JsonNode one : slo.path("exclusions")) {
      Duration refused = seconds(one.path("refused_seconds"));
      notes.append(
          "%s: left out %s to %s, %s (%s)%s\n"
              .formatted(
                  name,
                  one.path("granted_from").asString(""),
                  one.path("granted_to").asString(""),
                  one.path("reason").asString(""),
                  one.path("by").asString(""),
                  refused.isZero()
                      ? ""
                      : "; %s more count, the cap of %s is reached"
                          .formatted(Words.duration(refused), percent(one.path("cap")))));
    }
    for (JsonNode one : slo.path("alerts")) {
      notes.append(
          "%s: alert policy %s is %s, burn rate %s over %s\n"
              .formatted(
                  name,
                  one.path("policy").asString(""),
                  one.path("state").asString(""),
                  one.path("burn_rate").isNumber()
                      ? Words.number(one.path("burn_rate").asDouble())
                      : "-",
                  Words.duration(seconds(one.path("lookback_seconds")))));
    }
  }

  private static Duration seconds(JsonNode node) {
    return Duration.ofMillis(Math.round(node.asDouble(0) * 1000));
  }

  /** What is not known is a dash, never 0. */
  private static String percent(JsonNode node) {
    return node.isNumber() ? Words.percent(node.asDouble()) : "-";
  }
}
