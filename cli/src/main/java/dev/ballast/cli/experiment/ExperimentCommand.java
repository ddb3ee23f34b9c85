// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.experiment;

import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.QueryChecker;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast experiment}: does the system survive what it is said to survive? */
@Command(
    name = "experiment",
    description = "Try what a system survives: check, run and import experiments.")
public final class ExperimentCommand {

  private ExperimentCommand() {}

  /** With all below it. */
  public static CommandLine commandLine(
      Terminal terminal, Installation installation, QueryChecker queries) {
    return new CommandLine(new ExperimentCommand())
        .addSubcommand(new ExperimentRunCommand(terminal, installation, queries))
        .addSubcommand(new ExperimentValidateCommand(terminal, queries))
        .addSubcommand(new ExperimentImportCommand(terminal));
  }
}
