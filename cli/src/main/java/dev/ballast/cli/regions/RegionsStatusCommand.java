// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

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

/** {@code ballast regions status}. */
@Command(
    name = "status",
    description = "How regions stand: seen from where, lag, headroom without each, who decides.")
final class RegionsStatusCommand implements Callable<Integer> {

  static final String ALL = "/api/v1/regions";

  @Option(names = "--fail", description = "Exit 1 when a region is down, isolated or out.")
  private boolean fail;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RegionsStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get(ALL + "/standing");
      output.print(terminal, answer, () -> RegionsText.status(answer, terminal.style()));
      return fail && RegionsText.isAnyOut(answer) ? Exit.BAD : Exit.OK;
    }
  }
}
