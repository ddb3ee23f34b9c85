// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast gameday gate}. */
@Command(
    name = "gate",
    description = "Open the gate of a step that waits for a person.",
    footer = {"", "Exit codes: 0 open, 1 refused."})
final class GameDayGateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "STEP", description = "Which step, such as chaos.")
  private String step = "";

  @Option(names = "--as", paramLabel = "NAME", description = "Who you are, without a token.")
  private String as = "";

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Which, such as GD-1. Default: the latest.")
  private String id = "latest";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  GameDayGateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode day =
          api.post(
              GameDayCommand.ALL + "/" + Api.segment(id) + "/gate", Map.of("step", step, "as", as));
      output.print(terminal, day, () -> GameDayText.of(day, terminal.style()));
      return Exit.OK;
    }
  }
}
