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

/** {@code ballast rollout status}: all rollouts, or one with its evidence. */
@Command(name = "status", description = "How rollouts stand: all of them, or one with its reasons.")
final class RolloutStatusCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "NAME, where one namespace has it, or NAMESPACE/NAME. Default: all.")
  private String name = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      if (name.isEmpty()) {
        JsonNode all = api.get(RolloutPath.ALL);
        output.print(terminal, all, () -> RolloutText.list(all, terminal.style()));
      } else {
        JsonNode one = api.get(RolloutPath.find(api, name));
        output.print(terminal, one, () -> RolloutText.one(one, terminal.style()));
      }
      return Exit.OK;
    }
  }
}
