// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

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

/** {@code ballast heal show}. */
@Command(name = "show", description = "One episode: its trail, and what each guardrail says.")
final class HealShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "EPISODE", description = "As ballast heal list names it.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode episode = api.get(HealCommand.ALL + "/episodes/" + Api.segment(id));
      output.print(terminal, episode, () -> HealText.episode(episode, terminal.style()));
      return Exit.OK;
    }
  }
}
