// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Tells a game day one thing in somebody's name, and shows how it stands then. */
abstract class TellingCommand implements Callable<Integer> {

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

  TellingCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Says it; refused means exit 1. */
  final int tell(String route, String key, String text) {
    try (Api api = server.connect(terminal)) {
      JsonNode day =
          api.post(
              GameDayCommand.ALL + "/" + Api.segment(id) + "/" + route,
              Map.of(key, text, "as", as));
      output.print(terminal, day, () -> GameDayText.of(day, terminal.style()));
      return Exit.OK;
    }
  }
}
