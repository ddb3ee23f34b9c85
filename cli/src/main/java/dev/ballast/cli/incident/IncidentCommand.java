// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.incident;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast incident}: what is wrong, one thing for each cause. */
@Command(
    name = "incident",
    description = "Incidents: list them, look at one, say that it is yours.",
    footer = {"", "In plain words: ballast why"})
public final class IncidentCommand {

  static final String ALL = "/api/v1/incidents";

  private IncidentCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new IncidentCommand())
        .addSubcommand(new IncidentListCommand(terminal))
        .addSubcommand(new IncidentShowCommand(terminal))
        .addSubcommand(new IncidentEvidenceCommand(terminal))
        .addSubcommand(new IncidentAckCommand(terminal))
        .addSubcommand(new IncidentNoteCommand(terminal))
        .addSubcommand(new IncidentAlertCommand(terminal))
        .addSubcommand(new IncidentPagesCommand(terminal))
        .addSubcommand(new IncidentResolveCommand(terminal))
        .addSubcommand(new IncidentConfirmCommand(terminal))
        .addSubcommand(new PostmortemCommand(terminal));
  }
}
