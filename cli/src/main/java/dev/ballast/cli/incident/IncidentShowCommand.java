// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

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

/** {@code ballast incident show}. */
@Command(name = "show", description = "One incident with all that is known of it.")
final class IncidentShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode one = api.get(IncidentCommand.ALL + "/" + Api.segment(id));
      output.print(terminal, one, () -> IncidentText.one(one, terminal.style()));
      return Exit.OK;
    }
  }
}
