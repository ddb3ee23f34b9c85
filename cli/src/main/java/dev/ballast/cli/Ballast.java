// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.actuator.RouteCommand;
import dev.ballast.cli.actuator.ScaleCommand;
import dev.ballast.cli.check.CheckCommand;
import dev.ballast.cli.demo.DemoCommand;
import dev.ballast.cli.detect.DetectCommand;
import dev.ballast.cli.experiment.ExperimentCommand;
import dev.ballast.cli.fault.FaultCommand;
import dev.ballast.cli.forecast.CapacityCommand;
import dev.ballast.cli.forecast.ForecastCommand;
import dev.ballast.cli.gameday.FindingsCommand;
import dev.ballast.cli.gameday.GameDayCommand;
import dev.ballast.cli.gameday.RegisterCommand;
import dev.ballast.cli.gate.GateCommand;
import dev.ballast.cli.graph.GraphCommand;
import dev.ballast.cli.heal.HealCommand;
import dev.ballast.cli.incident.IncidentCommand;
import dev.ballast.cli.incident.WhyCommand;
import dev.ballast.cli.load.LoadCommand;
import dev.ballast.cli.maturity.MaturityCommand;
import dev.ballast.cli.oncall.ActionsCommand;
import dev.ballast.cli.oncall.AlertsCommand;
import dev.ballast.cli.oncall.OnCallCommand;
import dev.ballast.cli.oncall.SilenceCommand;
import dev.ballast.cli.regions.RegionsCommand;
import dev.ballast.cli.roi.RoiCommand;
import dev.ballast.cli.rollout.RolloutCommand;
import dev.ballast.cli.scorecard.ScorecardCommand;
import dev.ballast.cli.slo.RulesCommand;
import dev.ballast.cli.slo.SloCommand;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Output;
import dev.ballast.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** The command line as a whole: its commands, and how anything wrong ends. */
@Command(
    name = "ballast",
    description = "A reliability control plane for teams that run many services.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = false,
    footer = {
      "",
      "Start here: ballast demo",
      "Exit codes: 0 done or allowed, 1 the answer is bad, 2 usage or invalid input, 3 something "
          + "could not be reached, 10/20/30 gate: slower plan, denied, no data, 130 interrupted."
    })
final class Ballast {

  private Ballast() {}

  /** Runs one command and returns its exit code; never throws. */
  static int run(Terminal terminal, Installation installation, String... args) {
    int exitCode = commandLine(terminal, installation).execute(args);
    String failure = terminal.out() instanceof Output out ? out.failure() : "";
    if (failure.isEmpty()) {
      return exitCode;
    }
    terminal.err().println("ballast: standard output cannot be written: " + failure);
    return exitCode == Exit.OK ? Exit.UNREACHABLE : exitCode;
  }

  static CommandLine commandLine(Terminal terminal, Installation installation) {
    CommandLine root = new CommandLine(new Ballast());
    root.addSubcommand(new DemoCommand(terminal, installation))
        .addSubcommand(new ServeCommand(terminal))
        .addSubcommand(new StatusCommand(terminal))
        .addSubcommand(new WhyCommand(terminal))
        .addSubcommand(IncidentCommand.commandLine(terminal))
        .addSubcommand(AlertsCommand.commandLine(terminal))
        .addSubcommand(OnCallCommand.commandLine(terminal))
        .addSubcommand(SilenceCommand.commandLine(terminal))
        .addSubcommand(ActionsCommand.commandLine(terminal))
        .addSubcommand(new ScorecardCommand(terminal))
        .addSubcommand(new AnomaliesCommand(terminal))
        .addSubcommand(new GateCommand(terminal))
        .addSubcommand(GraphCommand.commandLine(terminal))
        .addSubcommand(new EventsCommand(terminal))
        .addSubcommand(new ChangesCommand(terminal))
        .addSubcommand(new LogsCommand(terminal))
        .addSubcommand(new QueryCommand(terminal))
        .addSubcommand(new ForecastCommand(terminal))
        .addSubcommand(new CapacityCommand(terminal))
        .addSubcommand(RoiCommand.commandLine(terminal))
        .addSubcommand(new MaturityCommand(terminal))
        .addSubcommand(new DetectCommand(terminal))
        .addSubcommand(new LoadCommand(terminal))
        .addSubcommand(
            ExperimentCommand.commandLine(terminal, installation, ValidateCommand.queries()))
        .addSubcommand(new CheckCommand(terminal))
        .addSubcommand(RolloutCommand.commandLine(terminal))
        .addSubcommand(RegionsCommand.commandLine(terminal))
        .addSubcommand(FaultCommand.commandLine(terminal, installation))
        .addSubcommand(GameDayCommand.commandLine(terminal, ValidateCommand.queries()))
        .addSubcommand(new FindingsCommand(terminal))
        .addSubcommand(new RegisterCommand(terminal))
        .addSubcommand(HealCommand.commandLine(terminal))
        .addSubcommand(new MeshCommand(terminal, installation))
        .addSubcommand(RouteCommand.commandLine(terminal))
        .addSubcommand(ScaleCommand.commandLine(terminal))
        .addSubcommand(new ValidateCommand(terminal))
        .addSubcommand(SloCommand.commandLine(terminal, ValidateCommand.queries()))
        .addSubcommand(RulesCommand.commandLine(terminal, ValidateCommand.queries()))
        .addSubcommand(EvalCommand.commandLine(terminal, installation))
        .addSubcommand(WebhookCommand.commandLine(terminal))
        .addSubcommand(TokenCommand.commandLine(terminal))
        .addSubcommand(new McpCommand(terminal))
        .addSubcommand(new CompletionCommand(terminal, installation))
        .addSubcommand(new VersionCommand(terminal, installation))
        .addSubcommand(new WarmupCommand(terminal, installation));
    forEach(root, line -> settle(line, terminal));
    root.setExpandAtFiles(false); // @FILE is a body here, not more arguments.
    root.getCommandSpec()
        .version("ballast " + installation.version())
        .addOption(
            CommandLine.Model.OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version; ballast version says more.")
                .build());
    return root;
  }

  private static void forEach(CommandLine line, Consumer<CommandLine> action) {
    action.accept(line);
    line.getSubcommands().values().forEach(child -> forEach(child, action));
  }

  private static void settle(CommandLine line, Terminal terminal) {
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(terminal.style().coloured() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Terminal.WIDTH)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, args) -> Mistakes.usage(e, terminal))
        .setExecutionExceptionHandler((e, command, parsed) -> Mistakes.failure(e, terminal));
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(false);
    spec.addOption(
        CommandLine.Model.OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help.")
            .build());
    spec.usageMessage().sortOptions(true).abbreviateSynopsis(false);
  }
}
