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

/** {@code ballast regions readiness}. */
@Command(
    name = "readiness",
    description = "May a region be taken out, or given back? Every rule, with its numbers.",
    footer = {"", "Exit codes: 0 ready, 1 not."})
final class RegionsReadinessCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REGION", description = "As ballast regions status names it.")
  private String region = "";

  @Option(
      names = "--for",
      paramLabel = "WISH",
      description = "drain, failover or restore. Default: drain.")
  private String wish = "drain";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RegionsReadinessCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      String path = RegionsStatusCommand.ALL + "/" + Api.segment(region) + "/readiness";
      JsonNode answer = api.get(path, Map.of("for", wish));
      output.print(terminal, answer, () -> RegionsText.readiness(answer, terminal.style()));
      return answer.path("allowed").asBoolean(false) ? Exit.OK : Exit.BAD;
    }
  }
}
