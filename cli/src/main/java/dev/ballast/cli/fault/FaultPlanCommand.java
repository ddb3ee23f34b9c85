// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code ballast fault plan}: the dry run. */
@Command(
    name = "plan",
    description = "What a fault would do, on what, at which cost. Does nothing.",
    footer = {
      "",
      "Such as: ballast fault plan process.stop payments-1 --lease 10s",
      "         ballast fault plan net.cut region=us-east --max-targets 20 --max-share 0.5",
      "Exit codes: 0 it may be done; 1 rules stand against it."
    })
final class FaultPlanCommand implements Callable<Integer> {

  @Mixin private final WishOptions wish = new WishOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = wish.server().connect(terminal)) {
      JsonNode plan = wish.plan(api);
      output.print(terminal, plan, () -> FaultText.plan(plan, terminal.style()));
      return plan.path("allowed").asBoolean(false) ? Exit.OK : Exit.BAD;
    }
  }
}
