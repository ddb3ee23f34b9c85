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
import tools.jackson.databind.JsonNode;

/** {@code ballast gameday abort}. */
@Command(
    name = "abort",
    description = "Stop a game day: whatever is broken is healed at once.",
    footer = {"", "Exit codes: 0 stopped, 1 refused."})
final class GameDayAbortCommand implements Callable<Integer> {

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

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

  GameDayAbortCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode day =
          api.post(
              GameDayCommand.ALL + "/" + Api.segment(id) + "/abort",
              Map.of("reason", reason, "as", as));
      output.print(terminal, day, () -> GameDayText.of(day, terminal.style()));
      return Exit.OK;
    }
  }
}
