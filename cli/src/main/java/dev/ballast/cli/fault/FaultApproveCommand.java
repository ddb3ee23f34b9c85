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

/** {@code ballast fault approve}. */
@Command(name = "approve", description = "Be the second person that a fault on live users needs.")
final class FaultApproveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "As ballast fault list shows it.")
  private String id = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultApproveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode done = api.post(WishOptions.ALL + "/" + Api.segment(id) + "/approve", Map.of());
      output.print(terminal, done, () -> FaultText.one(done, server.pasted(), terminal.style()));
      return done.path("state").asString("").equals("active") ? Exit.OK : Exit.BAD;
    }
  }
}
