// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ballast rollout watch}: follow a rollout to its end. */
@Command(
    name = "watch",
    description = "Follow a rollout to its end; waits for one to begin.",
    footer = {"", "Exit codes: 0 promoted, 1 rolled back or let go, 130 interrupted."})
final class RolloutWatchCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      description = "NAME, where one namespace has it, or NAMESPACE/NAME.")
  private String name = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RolloutWatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      return new Following(terminal, api, RolloutPath.find(api, name)).toTheEnd(output);
    }
  }
}
