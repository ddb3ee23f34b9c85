// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

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

/** {@code ballast rollout approve}: opens one gate, for the version that waits and this time. */
@Command(
    name = "approve",
    description = "Open one gate that a rollout waits for; promote goes past all of them.")
final class RolloutApproveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "NAME, in namespace default, or NAMESPACE/NAME.")
  private String name = "";

  @Option(
      names = "--gate",
      paramLabel = "HOOK",
      description = "The webhook's name. Default: the gate that is waited for.")
  private String gate = "";

  @Option(
      names = "--revision",
      paramLabel = "VERSION",
      description = "Only if this version waits; another one is not let past.")
  private String revision = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutApproveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode after =
          api.post(
              RolloutPath.find(api, name) + "/approve", Map.of("gate", gate, "revision", revision));
      output.print(terminal, after, () -> RolloutText.one(after, terminal.style()));
      return Exit.OK;
    }
  }
}
