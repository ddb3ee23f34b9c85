// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.roi;

import dev.ballast.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ballast roi import}: what is paid now, out of bills. */
@Command(
    name = "import",
    description = "Add up what is paid now, from the bills of clouds and clusters.")
final class RoiImportCommand {

  private RoiImportCommand() {}

  static CommandLine commandLine(Terminal terminal) {
    return new CommandLine(new RoiImportCommand())
        .addSubcommand(new FocusCommand(terminal))
        .addSubcommand(new OpenCostCommand(terminal));
  }
}
