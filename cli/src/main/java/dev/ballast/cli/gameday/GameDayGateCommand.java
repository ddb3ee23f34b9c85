// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ballast gameday gate}. */
@Command(
    name = "gate",
    description = "Open the gate of a step that waits for a person.",
    footer = {"", "Exit codes: 0 open, 1 refused."})
final class GameDayGateCommand extends TellingCommand {

  @Parameters(paramLabel = "STEP", description = "Which step, such as chaos.")
  private String step = "";

  GameDayGateCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return tell("gate", "step", step);
  }
}
