// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.QueryChecker;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast slo}: service level objectives. */
@Command(name = "slo", description = "How SLOs stand, and error budgets over past data.")
public final class SloCommand {

  private SloCommand() {}

  public static CommandLine commandLine(Terminal terminal, QueryChecker queries) {
    return new CommandLine(new SloCommand())
        .addSubcommand(new SloStatusCommand(terminal))
        .addSubcommand(new SloReplayCommand(terminal, queries));
  }
}
