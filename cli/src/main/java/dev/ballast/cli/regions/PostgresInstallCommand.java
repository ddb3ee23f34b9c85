// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.twoway.Finding;
import dev.ballast.connect.postgres.twoway.Script;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast regions postgres install}: from here on all of them take writes. */
@Command(
    name = "install",
    description = "Make databases merge what each of them writes; again after a change of a table.",
    footer = {
      "",
      "Refused while check finds something. Tables are locked against writes until all nodes have",
      "their triggers. Rows that were parked are tried again. Exit codes: 0 installed, 1 refused,",
      "3 not reached."
    })
final class PostgresInstallCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--dry-run", description = "Print the SQL for each node and change nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  PostgresInstallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.MULTI);
    TwoWay twoWay = new TwoWay(replication, ReplicationOptions.secrets(terminal));
    return dryRun ? plan(replication, twoWay) : install(replication, twoWay);
  }

  private int plan(Replication replication, TwoWay twoWay) {
    List<Finding> findings = ReplicationOptions.told(twoWay::check);
    if (ReplicationText.refuses(findings)) {
      return show(replication, findings);
    }
    List<Script> scripts = ReplicationOptions.told(twoWay::plan);
    output.print(
        terminal,
        ReplicationJson.scripts(replication, scripts),
        () -> scripts.stream().map(Script::text).collect(Collectors.joining("\n")));
    return Exit.OK;
  }

  private int install(Replication replication, TwoWay twoWay) {
    terminal.progress("looking at " + replication.nodes().size() + " databases ...");
    return show(replication, ReplicationOptions.told(twoWay::install));
  }

  private int show(Replication replication, List<Finding> findings) {
    boolean refused = ReplicationText.refuses(findings);
    output.print(
        terminal,
        ReplicationJson.findings(replication, findings, !refused && !dryRun),
        () ->
            ReplicationText.findings(findings)
                + (refused
                    ? replication.name() + ": refused, nothing was changed.\n"
                    : replication.name()
                        + ": installed on "
                        + replication.nodes().size()
                        + " nodes, "
                        + replication.tables().size()
                        + " tables. Next: ballast regions postgres status\n"));
    return refused ? Exit.BAD : Exit.OK;
  }
}
