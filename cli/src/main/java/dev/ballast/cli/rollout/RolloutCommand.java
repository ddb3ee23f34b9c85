// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast rollout}: gradual rollouts. */
@Command(name = "rollout", description = "Plan and judge gradual rollouts.")
public final class RolloutCommand {

  private RolloutCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RolloutCommand())
        .addSubcommand(new RolloutJudgeCommand(terminal))
        .addSubcommand(new RolloutPlanCommand(terminal));
  }
}
