// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast anomalies}: what is unlike before, in everything that the server watches. */
@Command(
    name = "anomalies",
    description = "What is unlike before in everything that is watched, and why.",
    footer = {"", "One series of a file or a query instead: ballast detect"})
final class AnomaliesCommand implements Callable<Integer> {

  @Option(names = "--service", paramLabel = "NAME", description = "Only of this service.")
  private String service = "";

  @Option(names = "--region", paramLabel = "NAME", description = "Only in this region.")
  private String region = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  AnomaliesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("service", service);
    parameters.put("region", region);
    try (Api api = server.connect(terminal)) {
      JsonNode answer = api.get("/api/v1/anomalies", parameters);
      output.print(terminal, answer, () -> AnomaliesText.of(answer, terminal.style()));
      return Exit.OK;
    }
  }
}
