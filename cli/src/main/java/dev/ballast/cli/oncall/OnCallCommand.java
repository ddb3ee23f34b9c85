// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.oncall;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ballast oncall}: who is on call. */
@Command(
    name = "oncall",
    description = "Who is on call now, who next, and who is called about what.",
    footer = {
      "",
      "Schedules are resources of kind OnCallSchedule: docs/oncall.md",
    })
public final class OnCallCommand implements Callable<Integer> {

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  private OnCallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new OnCallCommand(terminal))
        .addSubcommand("now", new CommandLine(new OnCallCommand(terminal)).setCommandName("now"))
        .addSubcommand(new OnCallScheduleCommand(terminal))
        .addSubcommand(new OnCallImportCommand(terminal));
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get("/api/v1/oncall");
      output.print(terminal, answer, () -> text(answer));
      return Exit.OK;
    }
  }

  private String text(JsonNode answer) {
    Table schedules = Table.of("SCHEDULE", "ON CALL", "UNTIL (UTC)", "THEN", "BY");
    for (JsonNode one : answer.path("schedules")) {
      schedules.row(
          Cells.text(one, "schedule"),
          Cells.list(one, "people", "nobody"),
          Cells.time(one, "until"),
          Cells.list(one, "next", "nobody else"),
          Cells.text(one, "source"));
    }
    Table policies = Table.of("POLICY", "OF", ">AFTER", "CALLS");
    for (JsonNode policy : answer.path("policies")) {
      String name = Cells.text(policy, "name");
      String services = Cells.list(policy, "services", "all others");
      for (JsonNode step : policy.path("steps")) {
        policies.row(
            name, services, step.path("after_seconds").asLong(0) / 60 + " min", calls(step));
        name = "";
        services = "";
      }
    }
    if (schedules.isEmpty() && policies.isEmpty()) {
      return "Nobody. Add resources of kind OnCallSchedule and EscalationPolicy: docs/oncall.md\n";
    }
    return (schedules.isEmpty() ? "" : schedules.render(terminal.style()))
        + (policies.isEmpty() ? "" : "\n" + policies.render(terminal.style()));
  }

  private static String calls(JsonNode step) {
    String schedules = Cells.list(step, "schedules", "");
    String people = Cells.list(step, "people", "");
    String hooks = Cells.list(step, "webhooks", "");
    return (schedules.isEmpty() ? "" : "on call by " + schedules)
        + (people.isEmpty() ? "" : (schedules.isEmpty() ? "" : ", ") + people)
        + (hooks.isEmpty() ? "" : " through " + hooks);
  }
}
