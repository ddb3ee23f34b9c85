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

/** {@code ballast incident confirm}: what it really was, so that the diagnosis is measured. */
@Command(
    name = "confirm",
    description = "Say what the cause really was; the scorecard counts it.",
    footer = {
      "",
      "--cause database --region us-east, --cause orders --to inventory for the way between",
      "two, --cause none when nothing was wrong. Said again, the newest word counts."
    })
final class IncidentConfirmCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final CauseOptions cause = new CauseOptions();
  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentConfirmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer =
          api.post(IncidentCommand.ALL + "/" + Api.segment(id) + "/confirm", cause.parameters());
      output.print(
          terminal,
          answer,
          () ->
              "%s: %s. How good the diagnosis is: ballast scorecard%n"
                  .formatted(
                      answer.path("id").asString(""), answer.path("confirmed_cause").asString("")));
      return Exit.OK;
    }
  }
}
