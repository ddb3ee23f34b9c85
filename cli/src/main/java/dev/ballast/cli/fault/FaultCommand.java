// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.fault;

import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast fault}: break something on purpose, under a lease, and heal it with proof. */
@Command(name = "fault", description = "Break something on purpose, and heal it with proof.")
public final class FaultCommand {

  private FaultCommand() {}

  public static CommandLine commandLine(Terminal terminal, Installation installation) {
    return new CommandLine(new FaultCommand())
        .addSubcommand(new FaultAgentCommand(terminal, installation))
        .addSubcommand(new FaultProbeCommand(terminal))
        .addSubcommand(new FaultPlanCommand(terminal))
        .addSubcommand(new FaultInjectCommand(terminal))
        .addSubcommand(new FaultKubernetesCommand(terminal))
        .addSubcommand(new FaultApproveCommand(terminal))
        .addSubcommand(new FaultListCommand(terminal))
        .addSubcommand(new FaultHealCommand(terminal))
        .addSubcommand(new FaultStopCommand(terminal))
        .addSubcommand(new FaultResumeCommand(terminal));
  }
}
