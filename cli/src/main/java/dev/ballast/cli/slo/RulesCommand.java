// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.slo;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.model.yaml.QueryChecker;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast rules}: SLOs for a Prometheus that is there already. */
@Command(name = "rules", description = "Write Prometheus rules for SLOs.")
public final class RulesCommand {

  private RulesCommand() {}

  public static CommandLine commandLine(Terminal terminal, QueryChecker queries) {
    return new CommandLine(new RulesCommand())
        .addSubcommand(new RulesExportCommand(terminal, queries));
  }
}
