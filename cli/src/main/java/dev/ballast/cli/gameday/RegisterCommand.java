// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Table;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast register}: failure modes, tried and untried. */
@Command(
    name = "register",
    description =
        "Every failure mode: each region, service and call by each kind of fault, and what came of"
            + " it.",
    footer = {"", "Made of the ledger's events; whatever injects faults and says so is in it."})
public final class RegisterCommand implements Callable<Integer> {

  @Option(names = "--never", description = "Only what nobody ever tried.")
  private boolean never;

  @Option(names = "--tried", description = "Only what somebody tried.")
  private boolean tried;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public RegisterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode register = api.get("/api/v1/register");
      output.print(terminal, register, () -> text(register));
      return Exit.OK;
    }
  }

  private String text(JsonNode register) {
    Table table = Table.of("WHAT", "FAULT", "RESULT", ">TIMES", "RUN", "LAST");
    for (JsonNode row : register.path("rows")) {
      boolean untried = row.path("result").asString("").equals("never");
      if ((!never || untried) && (!tried || !untried)) {
        table.row(
            row.path("subject").asString(""),
            row.path("kind").asString(""),
            row.path("result").asString(""),
            row.path("times").asString(""),
            row.path("run").asString(""),
            row.path("last").asString("-"));
      }
    }
    StringBuilder text = new StringBuilder(table.isEmpty() ? "" : table.render(terminal.style()));
    text.append(
        "%d of %d failure modes were tried at least once.\n"
            .formatted(register.path("tested").asInt(0), register.path("modes").asInt(0)));
    register.path("others").forEach(o -> text.append("Also: ").append(o.asString("")).append('\n'));
    return text.toString();
  }
}
