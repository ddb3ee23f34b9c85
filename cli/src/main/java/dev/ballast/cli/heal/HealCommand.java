// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.heal;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast heal}. */
@Command(
    name = "heal",
    description = "What is healed and what stands in the way; run, approve, stop.",
    footer = {
      "",
      "Remediations are resources: docs/healing.md. When no server answers, a file STOP-HEALING in",
      "its data folder stops all healing as well."
    })
public final class HealCommand {

  static final String ALL = "/api/v1/healing";

  private HealCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new HealCommand())
        .addSubcommand(new HealListCommand(terminal))
        .addSubcommand(new HealShowCommand(terminal))
        .addSubcommand(new HealPlanCommand(terminal))
        .addSubcommand(new HealRunCommand(terminal))
        .addSubcommand(new HealApproveCommand(terminal))
        .addSubcommand(new HealDenyCommand(terminal))
        .addSubcommand(new HealStopCommand(terminal))
        .addSubcommand(new HealResumeCommand(terminal));
  }
}
