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

/** {@code ballast heal stop}. */
@Command(
    name = "stop",
    description = "Stop all healing at once: nothing begins, and what runs is broken off.",
    footer = {
      "",
      "What is in force stays and is handed to people, but for weights of a mesh, whose lease ends",
      "within a minute. When no server answers: touch DATA/STOP-HEALING."
    })
final class HealStopCommand implements Callable<Integer> {

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealStopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.post(HealCommand.ALL + "/stop", Map.of("reason", reason));
      output.print(terminal, answer, () -> HealText.stop(answer));
      return Exit.OK;
    }
  }
}
