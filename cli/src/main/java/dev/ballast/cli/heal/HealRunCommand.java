// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

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

/** {@code ballast heal run}. */
@Command(
    name = "run",
    description = "Run a remediation by hand; every guardrail is asked, as for any other.",
    footer = {
      "",
      "It is done within two seconds when nothing stands in the way: ballast heal show EPISODE.",
      "Exit codes: 0 begun, 1 refused, 3 not reached."
    })
final class HealRunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REMEDIATION", description = "As ballast heal list names it.")
  private String name = "";

  @Option(names = "--region", paramLabel = "REGION", description = "Where.")
  private String region = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private String reason = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode episode =
          api.post(
              HealCommand.ALL + "/remediations/" + Api.segment(name) + "/run",
              Map.of("region", region, "reason", reason));
      output.print(
          terminal,
          episode,
          () ->
              "Begun: %s on %s. Next: ballast heal show %s%n"
                  .formatted(
                      HealText.text(episode, "remediation"),
                      HealText.place(episode),
                      HealText.text(episode, "id")));
      return Exit.OK;
    }
  }
}
