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

/** {@code ballast fault inject}. */
@Command(
    name = "inject",
    description = "Do it, and verify that it is effective.",
    footer = {
      "",
      "What stands against it is printed and nothing is done. End it: ballast fault heal ID",
      "Exit codes: 0 effective, or waiting for a second person; 1 refused, or not effective."
    })
final class FaultInjectCommand implements Callable<Integer> {

  @Mixin private final WishOptions wish = new WishOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  FaultInjectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Api api = wish.server().connect(terminal)) {
      JsonNode plan = wish.plan(api);
      if (!plan.path("allowed").asBoolean(false)) {
        output.print(terminal, plan, () -> FaultText.plan(plan, terminal.style()));
        return Exit.BAD;
      }
      JsonNode done = wish.inject(api);
      output.print(
          terminal, done, () -> FaultText.one(done, wish.server().pasted(), terminal.style()));
      return Exit.OK;
    }
  }
}
