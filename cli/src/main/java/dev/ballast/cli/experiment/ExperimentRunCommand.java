// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Interrupt;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.chaos.ExperimentRun;
import dev.ballast.connect.chaos.RunOptions;
import dev.ballast.control.chaos.experiment.Journal;
import dev.ballast.control.chaos.experiment.Settings;
import dev.ballast.control.chaos.experiment.Verdict;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.QueryChecker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ballast experiment run}: does it, and puts everything back. */
@Command(
    name = "run",
    description = "Run an experiment: steady state, method, steady state again, rollbacks.",
    footer = {
      "",
      "Takes an Experiment, or a file of Chaos Toolkit, Chaos Mesh, Litmus, AWS FIS, Krkn or",
      "Hyperfoil. What it would do is checked first, all of it. Ctrl-C ends the method, turns",
      "faults off and plays the rollbacks. Faults have leases: they end even when this process is killed.",
      "Exit codes: 0 verified, 1 the steady state was lost, did not hold to begin with, or a",
      "rollback failed, 2 invalid or not allowed, 3 something could not be reached, 4 ended by a",
      "stop condition, 30 nothing was proved, 130 interrupted."
    })
final class ExperimentRunCommand implements Callable<Integer> {

  /** A stop condition ended it. */
  private static final int STOPPED = 4;

  @Parameters(paramLabel = "FILE|-", description = "A YAML or JSON file; - for standard input.")
  private String place = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which, when the file holds several.")
  private String name = "";

  @Option(names = "--dry-run", description = "Walk through it; do and ask nothing.")
  private boolean dry;

  @Option(
      names = "--allow-process",
      description = "Let it run programs on this machine, with your rights.")
  private boolean processes;

  @Option(
      names = "--mesh",
      paramLabel = "URL",
      description = "Admin API of the mesh for faults that name none: http://127.0.0.1:7711.")
  private @Nullable URI mesh;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Write what happened, in Chaos Toolkit's journal format.")
  private @Nullable Path journal;

  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = "A value of the configuration, instead of the file's. May be given again.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(
      names = "--stop-file",
      paramLabel = "FILE",
      description = "End the run when this file appears.")
  private @Nullable Path stopFile;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "The service that imported faults hit. Default: what labels say.")
  private String service = "";

  @Option(
      names = "--record",
      description = "Tell the server: experiment.started and experiment.finished.")
  private boolean recorded;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;
  private final QueryChecker queries;

  ExperimentRunCommand(Terminal terminal, Installation installation, QueryChecker queries) {
    this.terminal = terminal;
    this.installation = installation;
    this.queries = queries;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    ExperimentFile file =
        ExperimentFile.read(
            ExperimentFile.source(place, terminal), Optional.empty(), service, queries);
    Experiment experiment = file.only(name, place);
    file.warnings().forEach(line -> terminal.err().println("warning: " + line));
    experiment
        .controls()
        .forEach(c -> terminal.err().println("warning: the control " + c + " is not run here"));
    String owner = "experiment/" + experiment.name();
    RunOptions options =
        new RunOptions(
            dry,
            processes,
            Optional.ofNullable(mesh),
            owner,
            Optional.of(new ServerDays(server, terminal, queries)));
    Settings settings = settings(experiment, options);
    if (journal != null) {
      writeJournal(journal, new Tree.Fields(Map.of()));
    }
    try (StopWatch stops = StopWatch.of(experiment, stopFile, dry, recorded, server, terminal)) {
      stops.started(experiment);
      ExperimentRun.Result result;
      try (Interrupt interrupt = Interrupt.install()) {
        result =
            ExperimentRun.run(
                experiment,
                settings.values(),
                options,
                terminal.clock(),
                interrupt::isWished,
                stops,
                terminal::progress);
        return finish(experiment, result, stops);
      }
    }
  }

  /** Everything that keeps it from running, at once. */
  private Settings settings(Experiment experiment, RunOptions options) {
    Settings settings = Settings.of(experiment, terminal.environment(), variables);
    List<Finding> wrong = new ArrayList<>(ExperimentRun.refusals(experiment, options));
    wrong.addAll(settings.findings().stream().filter(Finding::error).toList());
    if (!wrong.isEmpty()) {
      throw CommandFailure.usage(
          String.join("\n", wrong.stream().map(finding -> place + ": " + finding).toList()));
    }
    return settings;
  }

  private int finish(Experiment experiment, ExperimentRun.Result result, StopWatch stops)
      throws IOException {
    var machine = result.machine();
    Tree tree = Journal.of(experiment, machine, dry, node(), installation.version());
    if (journal != null) {
      writeJournal(journal, tree);
    }
    result.warnings().forEach(line -> terminal.err().println("warning: " + line));
    stops.finished(experiment, machine.course(), machine.values());
    var document = JsonMapper.shared().readTree(tree.json());
    output.print(terminal, document, () -> RunText.of(experiment, machine, terminal.style()));
    boolean left = !machine.course().failedRollbacks().isEmpty();
    int code = code(machine.course().verdict());
    return code == Exit.OK && left ? Exit.BAD : code;
  }

  private static int code(Verdict verdict) {
    return switch (verdict) {
      case VERIFIED, DRY -> Exit.OK;
      case DEVIATED, NOT_STEADY -> Exit.BAD;
      case UNPROVED -> Exit.NO_DATA;
      case STOPPED -> STOPPED;
      case INTERRUPTED -> Exit.INTERRUPTED;
    };
  }

  private static void writeJournal(Path file, Tree tree) throws IOException {
    try {
      Files.writeString(
          file,
          JsonMapper.shared()
                  .writerWithDefaultPrettyPrinter()
                  .writeValueAsString(JsonMapper.shared().readTree(tree.json()))
              + "\n");
    } catch (IOException e) {
      throw CommandFailure.usage("--journal: " + file + ": " + Text.reason(e));
    }
  }

  private static String node() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
