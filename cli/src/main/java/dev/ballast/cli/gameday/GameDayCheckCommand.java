// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.Step;
import dev.ballast.model.yaml.QueryChecker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast gameday check}: whether a plan can be run, and what it would do when. */
@Command(
    name = "check",
    description = "Read a plan, say all that is wrong with it, and when what would happen.",
    footer = {"", "No server is asked and nothing is broken. Exit codes: 0 valid, 2 it is not."})
final class GameDayCheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "One GameDay in YAML.")
  private Path file = Path.of("");

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  GameDayCheckCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() {
    GameDay day = PlanFile.read(file, queries).day();
    output.print(terminal, document(day), () -> text(day));
    return Exit.OK;
  }

  private String text(GameDay day) {
    Table table = Table.of("CLOCK", ">AFTER", "STEP", "WHAT", "");
    for (Step step : day.timeline()) {
      table.row(
          step.clock(),
          Text.brief(day.due(step)),
          step.id(),
          step.act().word(),
          step.fault().map(fault -> fault.text()).orElse(step.note()));
    }
    return "%s: valid. %s\n".formatted(day.name(), day.objective())
        + table.render(terminal.style());
  }

  private static ObjectNode document(GameDay day) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("name", day.name()).put("valid", true).put("scale", day.scale());
    ArrayNode steps = document.putArray("steps");
    for (Step step : day.timeline()) {
      steps
          .addObject()
          .put("id", step.id())
          .put("clock", step.clock())
          .put("kind", step.act().word())
          .put("after_seconds", day.due(step).toMillis() / 1e3);
    }
    return document;
  }
}
