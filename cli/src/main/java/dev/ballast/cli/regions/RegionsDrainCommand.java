// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ballast regions drain}. */
@Command(
    name = "drain",
    description = "Empty a region that lives, in stages: users first, then the writes.",
    footer = {
      "",
      "Exit codes: 0 begun, or may be; 1 refused. Take it back: ballast regions abort REGION"
    })
final class RegionsDrainCommand implements Callable<Integer> {

  @Mixin private final ActOptions options = new ActOptions();

  private final Terminal terminal;

  RegionsDrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return options.act("drain", terminal);
  }
}
