// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast fault probe}. */
@Command(
    name = "probe",
    description = "What faults can be done to, and which; --why says why the others cannot.")
final class FaultProbeCommand implements Callable<Integer> {

  @Option(names = "--why", description = "Also what cannot be done, and why.")
  private boolean why;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultProbeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode targets = api.get("/api/v1/fault-targets");
      output.print(terminal, targets, () -> FaultText.targets(targets, why, terminal.style()));
      return targets.path("silent").isEmpty() ? Exit.OK : Exit.BAD;
    }
  }
}
