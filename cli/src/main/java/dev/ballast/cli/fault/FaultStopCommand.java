// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

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

/** {@code ballast fault stop}. */
@Command(
    name = "stop",
    description = "Heal everything at once, and refuse new faults until ballast fault resume.",
    footer = {"", "Without a server: a file named STOP in an agent's data folder does the same."})
final class FaultStopCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REASON", description = "Why; everybody is told.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultStopCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode done = api.post("/api/v1/fault-stop", Map.of("reason", reason));
      output.print(terminal, done, () -> FaultText.list(done, terminal.style()));
      for (JsonNode fault : done.path("faults")) {
        if (fault.path("state").asString("").equals("unproved")) {
          return Exit.BAD;
        }
      }
      return Exit.OK;
    }
  }
}
