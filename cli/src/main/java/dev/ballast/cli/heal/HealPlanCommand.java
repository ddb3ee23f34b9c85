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

/** {@code ballast heal plan}. */
@Command(
    name = "plan",
    description = "What a remediation would do now, and what each guardrail says. Does nothing.",
    footer = {"", "Exit codes: 0 it would be done, 1 something stands in the way, 3 not reached."})
final class HealPlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REMEDIATION", description = "As ballast heal list names it.")
  private String name = "";

  @Option(names = "--region", paramLabel = "REGION", description = "Where.")
  private String region = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  HealPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = server.connect(terminal)) {
      JsonNode plan =
          api.get(
              HealCommand.ALL + "/remediations/" + Api.segment(name) + "/plan",
              Map.of("region", region));
      output.print(terminal, plan, () -> HealText.plan(plan, terminal.style()));
      return plan.path("allowed").asBoolean(false) ? Exit.OK : Exit.BAD;
    }
  }
}
