// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

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

/** {@code ballast fault heal}. */
@Command(
    name = "heal",
    description = "End a fault, and prove that nothing is left of it.",
    footer = {
      "",
      "Exit codes: 0 proved clean; 1 nobody could prove it, the server goes on trying.",
      "All at once: ballast fault stop REASON"
    })
final class FaultHealCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "As ballast fault list shows it.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultHealCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode done = api.delete(WishOptions.ALL + "/" + Api.segment(id));
      output.print(terminal, done, () -> FaultText.one(done, server.pasted(), terminal.style()));
      return done.path("state").asString("").equals("unproved") ? Exit.BAD : Exit.OK;
    }
  }
}
