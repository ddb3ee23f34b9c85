// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputFormat;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.chaos.ExperimentRun;
import dev.ballast.connect.chaos.RunOptions;
import dev.ballast.model.experiment.Experiment;
import dev.ballast.model.experiment.Finding;
import dev.ballast.model.yaml.QueryChecker;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code ballast experiment validate}: is it one, and could it be run here? */
@Command(
    name = "validate",
    description =
        "Check an experiment of any format, and say which of its steps cannot be run here.",
    footer = {
      "",
      "Exit codes: 0 it is valid and all of it can be run, 1 it is valid and some of it cannot,",
      "2 it is not valid."
    })
final class ExperimentValidateCommand implements Callable<Integer> {

  /** Stands for the mesh that a run would be given. */
  private static final Optional<URI> SOME_MESH = Optional.of(URI.create("http://127.0.0.1"));

  @Parameters(paramLabel = "FILE|-", description = "A YAML or JSON file; - for standard input.")
  private String place = "";

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "chaostoolkit, chaos-mesh, litmus, aws-fis, krkn or hyperfoil. Default: by what is in"
              + " the file.")
  private String from = "";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "The service that imported faults hit. Default: what labels say.")
  private String service = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final QueryChecker queries;

  ExperimentValidateCommand(Terminal terminal, QueryChecker queries) {
    this.terminal = terminal;
    this.queries = queries;
  }

  @Override
  public Integer call() {
    ExperimentFile file =
        ExperimentFile.read(
            ExperimentFile.source(place, terminal),
            ExperimentImportCommand.format(from),
            service,
            queries);
    List<Finding> refusals =
        file.experiments().stream().flatMap(one -> refusals(one).stream()).toList();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("valid", file.errors().isEmpty());
    document.put("runs_here", file.errors().isEmpty() && refusals.isEmpty());
    ArrayNode names = document.putArray("experiments");
    file.experiments().forEach(one -> names.add(one.name()));
    file.errors().forEach(document.putArray("errors")::add);
    file.warnings().forEach(document.putArray("warnings")::add);
    refusals.forEach(r -> document.withArray("cannot_run").add(r.toString()));
    if (output.format() == OutputFormat.TABLE) {
      file.errors().forEach(terminal.err()::println);
      file.warnings().forEach(line -> terminal.err().println("warning: " + line));
      refusals.forEach(line -> terminal.err().println("cannot run: " + place + ": " + line));
    }
    output.print(terminal, document, () -> text(file, refusals));
    if (!file.errors().isEmpty()) {
      return Exit.USAGE;
    }
    return refusals.isEmpty() ? Exit.OK : Exit.BAD;
  }

  private List<Finding> refusals(Experiment experiment) {
    return ExperimentRun.refusals(
        experiment,
        new RunOptions(
            false,
            true,
            SOME_MESH,
            "validate",
            Optional.of(new ServerDays(new ServerOptions(), terminal, queries))));
  }

  private static String text(ExperimentFile file, List<Finding> refusals) {
    if (!file.errors().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Experiment one : file.experiments()) {
      text.append("valid: ").append(one.name()).append(": ");
      text.append(one.steadyState().probes().size()).append(" probes of the steady state, ");
      text.append(one.method().size()).append(" steps, ");
      text.append(one.rollbacks().size()).append(" rollbacks\n");
    }
    if (!refusals.isEmpty()) {
      text.append(refusals.size()).append(" of them cannot be run here\n");
    }
    return text.toString();
  }
}
