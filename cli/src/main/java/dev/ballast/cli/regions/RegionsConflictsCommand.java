// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.client.ServerOptions;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ballast regions conflicts}. */
@Command(
    name = "conflicts",
    description = "Acknowledged writes that a merge did not keep: both values, which won and why.",
    footer = {
      "",
      "From the journals of each Replication with strategy multi in the server's configuration, and",
      "of the state that servers of several regions share; the latest first.",
      "Exit codes: 0 all were read, 1 a journal could not be read whole."
    })
final class RegionsConflictsCommand implements Callable<Integer> {

  private static final int MOST = 200;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 200.")
  private int limit = 20;

  @Option(names = "--offset", paramLabel = "N", description = "Leave out so many of the latest.")
  private int offset;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  RegionsConflictsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > MOST) {
      throw CommandFailure.usage("--limit: " + limit + " (expected: 1 to " + MOST + ")");
    }
    if (offset < 0) {
      throw CommandFailure.usage("--offset: " + offset + " (expected: 0 or more)");
    }
    try (Api api = server.connect(terminal)) {
      JsonNode answer =
          api.get(
              RegionsStatusCommand.ALL + "/conflicts",
              Map.of("limit", Integer.toString(limit), "offset", Integer.toString(offset)));
      output.print(terminal, answer, () -> ConflictsText.of(answer, terminal.style()));
      return ConflictsText.isWhole(answer) ? Exit.OK : Exit.BAD;
    }
  }
}
