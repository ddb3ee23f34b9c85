// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.gameday;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.QueryChecker;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast gameday}: break something on purpose, with a plan. */
@Command(name = "gameday", description = "Hold a game day: break something on purpose, by a plan.")
public final class GameDayCommand {

  static final String ALL = "/api/v1/gamedays";

  private GameDayCommand() {}

  public static CommandLine commandLine(Terminal terminal, QueryChecker queries) {
    return new CommandLine(new GameDayCommand())
        .addSubcommand(new GameDayRunCommand(terminal, queries))
        .addSubcommand(new GameDayCheckCommand(terminal, queries))
        .addSubcommand(new GameDayApproveCommand(terminal, queries))
        .addSubcommand(new GameDayStatusCommand(terminal))
        .addSubcommand(new GameDayNoteCommand(terminal))
        .addSubcommand(new GameDayGateCommand(terminal))
        .addSubcommand(new GameDayAbortCommand(terminal))
        .addSubcommand(new GameDayReportCommand(terminal));
  }
}
