// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast gameday status}. */
@Command(
    name = "status",
    description = "Where a game day stands: what is due, what waits, what was found.",
    footer = {"", "Exit codes: 0, 2 there is none."})
final class GameDayStatusCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Which, such as GD-1. Default: the latest.")
  private String id = "latest";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  GameDayStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode day = api.get(GameDayCommand.ALL + "/" + Api.segment(id));
      output.print(terminal, day, () -> GameDayText.of(day, terminal.style()));
      return Exit.OK;
    }
  }
}
