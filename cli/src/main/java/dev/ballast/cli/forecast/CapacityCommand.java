// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ballast capacity}: what will run out, when, and what to do about it. */
@Command(
    name = "capacity",
    description = "What will run out, when, how likely that is, and what to do.",
    footer = {
      "",
      "Resources of kind Capacity say what is watched: docs/configuration/capacity.md.",
      "For a file or a query of your own: ballast forecast FILE --limit X --lead-time D",
      "Exit codes: 0 told, 1 with --fail something must be acted upon, 2 usage, 3 no server."
    })
public final class CapacityCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "One capacity, with its forecast and evidence. Default: all, worst first.")
  private String name = "";

  @Option(names = "--fail", description = "Exit 1 when something must be acted upon.")
  private boolean fail;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  public CapacityCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      if (name.isEmpty()) {
        JsonNode all = api.get("/api/v1/capacity");
        output.print(terminal, all, () -> CapacityText.all(all, terminal.style()));
        boolean acting = all.path("capacities").valueStream().anyMatch(CapacityText::needsAction);
        return fail && acting ? Exit.BAD : Exit.OK;
      }
      String path = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
      JsonNode one = api.get("/api/v1/capacity/" + path);
      output.print(terminal, one, () -> CapacityText.one(one, terminal.style()));
      return fail && CapacityText.needsAction(one) ? Exit.BAD : Exit.OK;
    }
  }
}
