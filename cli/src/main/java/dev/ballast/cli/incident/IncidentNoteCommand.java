// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast incident note}: a line in its timeline. */
@Command(name = "note", description = "Write a line into an incident's timeline.")
final class IncidentNoteCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "What to write.")
  private List<String> text = List.of();

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentNoteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode one =
          api.postText(
              IncidentCommand.ALL + "/" + Api.segment(id) + "/notes",
              Map.of(),
              String.join(" ", text));
      output.print(terminal, one, () -> "Noted.\n");
      return Exit.OK;
    }
  }
}
