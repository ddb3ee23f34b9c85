// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast regions abort}. */
@Command(name = "abort", description = "Take a drain or a restore back. Waits for nobody.")
final class RegionsAbortCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REGION", description = "As ballast regions status names it.")
  private String region = "";

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RegionsAbortCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      String path = RegionsStatusCommand.ALL + "/" + Api.segment(region) + "/abort";
      JsonNode answer = api.post(path, Map.of("reason", reason));
      output.print(
          terminal,
          answer,
          () -> "Now: " + answer.path("phase").asString("") + System.lineSeparator());
      return Exit.OK;
    }
  }
}
