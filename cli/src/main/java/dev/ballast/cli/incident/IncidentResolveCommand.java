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

/** {@code ballast incident resolve}: it is over, though nobody has said so. */
@Command(
    name = "resolve",
    description = "End an incident of others' alerts; one with symptoms ends when they do.",
    footer = {
      "",
      "With --cause it is also confirmed: see ballast incident confirm.",
      "Exit codes: 0 it is over, 1 something is still sick."
    })
final class IncidentResolveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final CauseOptions cause = new CauseOptions();
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentResolveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer =
          api.post(IncidentCommand.ALL + "/" + Api.segment(id) + "/resolve", cause.parameters());
      output.print(
          terminal,
          answer,
          () -> answer.path("id").asString("") + ": " + answer.path("phase").asString("") + "\n");
      return answer.path("phase").asString("").equals("resolved") ? Exit.OK : Exit.BAD;
    }
  }
}
