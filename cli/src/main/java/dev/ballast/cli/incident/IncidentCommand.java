// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast incident}. */
@Command(name = "incident", description = "Incidents: what is wrong, why, and what became of it.")
public final class IncidentCommand {

  private IncidentCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new IncidentCommand()).addSubcommand(new PostmortemCommand(terminal));
  }
}
