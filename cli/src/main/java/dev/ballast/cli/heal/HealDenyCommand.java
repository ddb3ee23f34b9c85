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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast heal deny}. */
@Command(name = "deny", description = "Say no to an episode that waits.")
final class HealDenyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "EPISODE", description = "As ballast heal list names it.")
  private String id = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealDenyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode episode =
          api.post(
              HealCommand.ALL + "/episodes/" + Api.segment(id) + "/deny", Map.of("reason", reason));
      output.print(
          terminal, episode, () -> "Denied: %s on %s%n".formatted(id, HealText.place(episode)));
      return Exit.OK;
    }
  }
}
