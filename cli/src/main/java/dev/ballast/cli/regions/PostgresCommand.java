// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast regions postgres}: PostgreSQL in several regions. */
@Command(
    name = "postgres",
    description = "PostgreSQL in several regions: all take writes, or one leads.",
    footer = {
      "",
      "FILE holds a resource of kind Replication: docs/configuration/replication.md. Passwords come",
      "from where passwordFrom says or from ~/.pgpass, never from an argument.",
    })
public final class PostgresCommand {

  private PostgresCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new PostgresCommand())
        .addSubcommand(new PostgresCheckCommand(terminal))
        .addSubcommand(new PostgresInstallCommand(terminal))
        .addSubcommand(new PostgresStatusCommand(terminal))
        .addSubcommand(new PostgresThinCommand(terminal))
        .addSubcommand(new PostgresUninstallCommand(terminal))
        .addSubcommand(new PostgresPromoteCommand(terminal))
        .addSubcommand(new PostgresRejoinCommand(terminal));
  }
}
