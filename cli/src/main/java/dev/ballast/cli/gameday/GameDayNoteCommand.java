// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ballast gameday note}. */
@Command(
    name = "note",
    description = "Write something down, with the time and your role.",
    footer = {"", "Exit codes: 0 written, 1 refused, 2 there is no such day."})
final class GameDayNoteCommand extends TellingCommand {

  @Parameters(paramLabel = "TEXT", description = "What you saw, decided or did.")
  private String text = "";

  GameDayNoteCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    return tell("note", "text", text);
  }
}
