// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ballast regions postgres check}: what stands in the way. */
@Command(
    name = "check",
    description = "Say what stands in the way of merging these databases, all at once.",
    footer = {"", "Nothing is changed. Exit codes: 0 nothing, 1 something, 3 not reached."})
final class PostgresCheckCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;

  PostgresCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.MULTI);
    TwoWay twoWay = new TwoWay(replication, ReplicationOptions.secrets(terminal));
    List<Finding> findings = ReplicationOptions.told(twoWay::check);
    output.print(
        terminal,
        ReplicationJson.findings(replication, findings, false),
        () ->
            ReplicationText.findings(findings)
                + (ReplicationText.refuses(findings)
                    ? ""
                    : replication.name() + ": nothing stands in the way.\n"));
    return ReplicationText.refuses(findings) ? Exit.BAD : Exit.OK;
  }
}
