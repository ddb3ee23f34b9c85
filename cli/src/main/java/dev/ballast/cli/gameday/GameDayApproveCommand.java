// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.QueryChecker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast gameday approve}: says yes to a plan that is live. */
@Command(
    name = "approve",
    description = "Say yes to a plan with mode: live, as it is in the file.",
    footer = {
      "",
      "Two people have to want it, each by a token of their own; whoever begins it is one of them.",
      "A yes holds for 15 minutes, for this file and scale, and for one beginning.",
      "Exit codes: 0 said, 1 refused, 2 the plan is wrong, 3 no server."
    })
final class GameDayApproveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "One GameDay in YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "As it is going to be run, above 0 and at most 1. Default: the plan's.")
  private @Nullable Double scale;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  GameDayApproveCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() {
    if (scale != null && !(scale > 0 && scale <= 1)) {
      throw CommandFailure.usage("--scale: " + scale + " (expected: above 0 and at most 1)");
    }
    PlanFile plan = PlanFile.read(file, queries);
    Map<String, String> parameters =
        Map.of("file", file.toString(), "scale", scale == null ? "" : scale.toString());
    try (Api api = server.connect(terminal)) {
      JsonNode said = api.postText(GameDayCommand.ALL + "/approve", parameters, plan.text());
      output.print(terminal, said, () -> said.path("text").asString("") + "\n");
      return Exit.OK;
    }
  }
}
