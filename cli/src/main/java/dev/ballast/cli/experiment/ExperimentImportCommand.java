// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputFormat;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.chaos.ChaosFormat;
import dev.ballast.connect.chaos.ChaosImport;
import dev.ballast.connect.chaos.Imported;
import dev.ballast.model.yaml.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ballast experiment import}: somebody else's experiment as a resource. */
@Command(
    name = "import",
    description =
        "Write a file of Chaos Toolkit, Chaos Mesh, Litmus, AWS FIS, Krkn or Hyperfoil as an"
            + " Experiment.",
    footer = {
      "",
      "The resource goes to standard output, the report to the error stream: a line for each value",
      "of the file that is approximated or not mapped, with its path and the reason. Steps that",
      "nobody here can do are kept, of type unsupported; running such an experiment is refused.",
      "Exit codes: 0 written, 2 the file is wrong or holds no experiment."
    })
final class ExperimentImportCommand implements Callable<Integer> {

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
      description = "The service that faults hit. Default: what labels of the target say.")
  private String service = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  ExperimentImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The format of a flag; empty when it is not given. */
  static Optional<ChaosFormat> format(String word) {
    if (word.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        ChaosFormat.of(word)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "--from: \""
                            + word
                            + "\" (expected: one of "
                            + Arrays.stream(ChaosFormat.values())
                                .map(ChaosFormat::word)
                                .collect(Collectors.joining(", "))
                            + ")")));
  }

  @Override
  public Integer call() {
    ChaosImport.File file =
        ChaosImport.read(ExperimentFile.source(place, terminal), format(from), service);
    file.errors().stream().map(Problem::line).forEach(terminal.err()::println);
    if (file.imported().isEmpty() && file.errors().isEmpty()) {
      terminal.err().println(place + ": holds nothing (expected: an experiment)");
    }
    ArrayNode documents = JsonNodeFactory.instance.arrayNode();
    file.imported().forEach(one -> documents.add(ImportText.document(one)));
    if (output.format() == OutputFormat.JSON) {
      output.print(terminal, documents, () -> "");
    } else {
      for (Imported one : file.imported()) {
        if (one.refused().isEmpty()) {
          terminal.out().print("---\n" + ImportText.yaml(one));
        }
        terminal.err().print(ImportText.report(one));
      }
      terminal.out().flush();
    }
    boolean good =
        file.errors().isEmpty()
            && !file.imported().isEmpty()
            && file.imported().stream()
                .allMatch(one -> one.refused().isEmpty() && one.reading().errors().isEmpty());
    return good ? Exit.OK : Exit.USAGE;
  }
}
