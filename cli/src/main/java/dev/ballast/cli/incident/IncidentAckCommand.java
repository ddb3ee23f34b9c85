// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast incident ack}: it is in my hands. */
@Command(name = "ack", description = "Say that an incident is in your hands.")
final class IncidentAckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentAckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode one =
          api.post(IncidentCommand.ALL + "/" + Api.segment(id) + "/acknowledge", Map.of());
      output.print(
          terminal,
          one,
          () ->
              "%s is in the hands of %s.%n"
                  .formatted(
                      one.path("id").asString(""), one.path("acknowledged_by").asString("")));
      return Exit.OK;
    }
  }
}
