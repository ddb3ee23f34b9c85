// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.twoway.Thinned;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ballast regions postgres thin}: logs no longer than they have to be. */
@Command(
    name = "thin",
    description = "Take out of the logs what every node has confirmed and no row needs any more.",
    footer = {
      "",
      "What is younger than the Replication's keepLog stays. Have a timer run it: nothing else does.",
      "Nothing is thinned while a node is away, has not confirmed, or has a transaction open that is",
      "as old. Writes go on meanwhile. Exit codes: 0 thinned, 1 not thinned, 3 a node was not reached."
    })
final class PostgresThinCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  PostgresThinCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.MULTI);
    TwoWay twoWay = new TwoWay(replication, ReplicationOptions.secrets(terminal));
    terminal.progress("waiting until each node has what the others wrote ...");
    Thinned thinned = ReplicationOptions.told(twoWay::thin);
    output.print(
        terminal,
        ReplicationJson.thinned(thinned),
        () -> ReplicationText.thinned(thinned, terminal.style()));
    if (thinned.hindrances().stream().anyMatch(h -> h.startsWith(Thinned.NOT_REACHED))) {
      return Exit.UNREACHABLE;
    }
    return thinned.done() ? Exit.OK : Exit.BAD;
  }
}
