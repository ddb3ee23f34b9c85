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

/** {@code ballast incident alert}: what somebody who is called reads. */
@Command(
    name = "alert",
    description = "An incident's alert with its context, as those who are called read it.")
final class IncidentAlertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentAlertCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get(IncidentCommand.ALL + "/" + Api.segment(id) + "/alert");
      output.print(terminal, answer, () -> text(answer));
      return Exit.OK;
    }
  }

  private static String text(JsonNode answer) {
    String runbook = answer.path("alert").path("runbook").asString("");
    String text = answer.path("runbook_text").asString("");
    String held = answer.path("held").asString("");
    return answer.path("text").asString("")
        + (runbook.isEmpty() ? "" : "Runbook: " + runbook + "\n")
        + (held.isEmpty() ? "" : "Nobody is called: " + held + "\n")
        + (text.isEmpty() ? "" : "\n" + text.stripTrailing() + "\n");
  }
}
