// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast rollout}: gradual rollouts. */
@Command(name = "rollout", description = "Roll out new versions gradually: plan, run, judge.")
public final class RolloutCommand {

  private RolloutCommand() {}

  public static CommandLine commandLine(Terminal terminal) {
    CommandLine command =
        new CommandLine(new RolloutCommand())
            .addSubcommand(new RolloutApplyCommand(terminal))
            .addSubcommand(new RolloutStatusCommand(terminal))
            .addSubcommand(new RolloutWatchCommand(terminal))
            .addSubcommand(new RolloutHistoryCommand(terminal))
            .addSubcommand(new RolloutApproveCommand(terminal))
            .addSubcommand(new RolloutJudgeCommand(terminal))
            .addSubcommand(new RolloutPlanCommand(terminal));
    for (RolloutDecision.Verb verb : RolloutDecision.Verb.values()) {
      command.addSubcommand(verb.word(), RolloutDecision.commandLine(terminal, verb));
    }
    return command;
  }
}
