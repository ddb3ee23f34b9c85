// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast incident pages}: who was told when. */
@Command(name = "pages", description = "Who was told of an incident, when and why.")
final class IncidentPagesCommand implements Callable<Integer> {

  @Parameters(paramLabel = "INCIDENT", description = "Such as INC-42.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  IncidentPagesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get(IncidentCommand.ALL + "/" + Api.segment(id) + "/pages");
      output.print(terminal, answer, () -> text(answer));
      return Exit.OK;
    }
  }

  private String text(JsonNode answer) {
    Table table = Table.of("AT (UTC)", "WHAT", "CALLED", "THROUGH", "WHY");
    for (JsonNode page : answer.path("pages")) {
      String at = page.path("at").asString("");
      table.row(
          at.length() < 19 ? at : at.substring(0, 19).replace('T', ' '),
          page.path("kind").asString(""),
          joined(page.path("people")),
          joined(page.path("webhooks")),
          page.path("reason").asString(""));
    }
    return table.isEmpty() ? "Nobody was told yet.\n" : table.render(terminal.style());
  }

  private static String joined(JsonNode list) {
    StringJoiner joined = new StringJoiner(", ");
    list.forEach(item -> joined.add(item.asString("")));
    return joined.toString();
  }
}
