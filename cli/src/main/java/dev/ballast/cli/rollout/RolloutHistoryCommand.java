// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

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

/** {@code ballast rollout history}: what became of a rollout, newest first. */
@Command(name = "history", description = "What happened in a rollout and by whom, newest first.")
final class RolloutHistoryCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "NAME, where one namespace has it, or NAMESPACE/NAME.")
  private String name = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutHistoryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode events = api.get(RolloutPath.find(api, name) + "/history");
      output.print(terminal, events, () -> RolloutText.history(events, terminal.style()));
      return Exit.OK;
    }
  }
}
