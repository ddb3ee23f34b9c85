// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast oncall schedule}: who is on call when. */
@Command(name = "schedule", description = "Who is on call by a schedule, turn by turn.")
final class OnCallScheduleCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SCHEDULE", description = "The schedule's name.")
  private String name = "";

  @Option(names = "--from", paramLabel = "TIME", description = "RFC 3339. Default: now.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "RFC 3339, at most 100 days later. Default: 14 days.")
  private String to = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  OnCallScheduleCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("from", from);
    parameters.put("to", to);
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get("/api/v1/oncall/" + Api.segment(name), parameters);
      output.print(terminal, answer, () -> text(answer));
      return Exit.OK;
    }
  }

  private String text(JsonNode answer) {
    Table table = Table.of("FROM (UTC)", "TO (UTC)", "ON CALL", "BY");
    for (JsonNode duty : answer.path("duties")) {
      table.row(
          Cells.time(duty, "from"),
          Cells.time(duty, "to"),
          Cells.list(duty, "people", "nobody"),
          Cells.text(duty, "source"));
    }
    return table.render(terminal.style());
  }
}
