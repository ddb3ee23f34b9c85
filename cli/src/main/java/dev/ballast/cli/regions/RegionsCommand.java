// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast regions}: what is kept in more than one place. */
@Command(name = "regions", description = "Look after what is kept in several regions.")
public final class RegionsCommand {

  private RegionsCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RegionsCommand())
        .addSubcommand(new RegionsStatusCommand(terminal))
        .addSubcommand(new RegionsReadinessCommand(terminal))
        .addSubcommand(new RegionsNamesCommand(terminal))
        .addSubcommand(new RegionsConflictsCommand(terminal))
        .addSubcommand(new RegionsDrainCommand(terminal))
        .addSubcommand(new RegionsFailoverCommand(terminal))
        .addSubcommand(new RegionsRestoreCommand(terminal))
        .addSubcommand(new RegionsAbortCommand(terminal))
        .addSubcommand(PostgresCommand.commandLine(terminal));
  }
}
