// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.backtest.EvalCapacityCommand;
import dev.ballast.cli.detect.EvalDetectCommand;
import dev.ballast.cli.diagnose.EvalDiagnoseCommand;
import dev.ballast.cli.diagnose.EvalTemplatesCommand;
import dev.ballast.cli.experiment.EvalChaosCommand;
import dev.ballast.cli.forecast.EvalForecastCommand;
import dev.ballast.cli.gameday.EvalFindingsCommand;
import dev.ballast.cli.rollout.EvalFlaggerCommand;
import dev.ballast.cli.rollout.EvalJudgeCommand;
import dev.ballast.cli.rollout.EvalKayentaCommand;
import dev.ballast.cli.rollout.EvalPlannerCommand;
import dev.ballast.cli.scaling.EvalScalingCommand;
import dev.ballast.cli.slo.EvalOpenSloCommand;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast eval}: how good we are, measured on public cases. */
@Command(name = "eval", description = "Measure Ballast on a suite of public cases.")
final class EvalCommand {

  private EvalCommand() {}

  static CommandLine commandLine(Terminal terminal, Installation installation) {
    return new CommandLine(new EvalCommand())
        .addSubcommand(new EvalPromqlCommand(terminal, installation))
        .addSubcommand(new EvalJudgeCommand(terminal, installation))
        .addSubcommand(new EvalPlannerCommand(terminal, installation))
        .addSubcommand(new EvalKayentaCommand(terminal, installation))
        .addSubcommand(new EvalOpenSloCommand(terminal, installation, ValidateCommand.queries()))
        .addSubcommand(new EvalFlaggerCommand(terminal, installation))
        .addSubcommand(new EvalForecastCommand(terminal, installation))
        .addSubcommand(new EvalDetectCommand(terminal, installation))
        .addSubcommand(new EvalDiagnoseCommand(terminal, installation))
        .addSubcommand(new EvalTemplatesCommand(terminal))
        .addSubcommand(new EvalCapacityCommand(terminal, installation))
        .addSubcommand(new EvalScalingCommand(terminal, installation))
        .addSubcommand(new EvalChaosCommand(terminal, installation))
        .addSubcommand(new EvalFindingsCommand(terminal, installation));
  }
}
