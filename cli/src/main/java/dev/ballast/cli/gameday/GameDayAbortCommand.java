// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ballast gameday abort}. */
@Command(
    name = "abort",
    description = "Stop a game day: whatever is broken is healed at once.",
    footer = {"", "Exit codes: 0 stopped, 1 refused."})
final class GameDayAbortCommand extends TellingCommand {

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  GameDayAbortCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return tell("abort", "reason", reason);
  }
}
