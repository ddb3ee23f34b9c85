// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

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

/** {@code ballast heal list}. */
@Command(
    name = "list",
    description = "Remediations and episodes, newest first.",
    footer = {"", "Exit codes: 0, 3 not reached."})
final class HealListCommand implements Callable<Integer> {

  @Option(names = "--all", description = "Episodes that have ended as well.")
  private boolean all;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode standing = api.get(HealCommand.ALL);
      JsonNode episodes =
          all ? api.get(HealCommand.ALL + "/episodes", Map.of("state", "all")) : standing;
      output.print(
          terminal,
          all ? episodes : standing,
          () -> HealText.list(standing, episodes.path("episodes"), terminal.style()));
      return Exit.OK;
    }
  }
}
