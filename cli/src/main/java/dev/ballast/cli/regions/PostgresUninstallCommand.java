// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
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

/** {@code ballast regions postgres uninstall}: each database for itself again. */
@Command(
    name = "uninstall",
    description = "Take triggers, logs and links away; the tables keep their rows.",
    footer = {
      "",
      "The journal of lost writes goes as well: keep what status -o json says. Exit codes: 0 gone, 1",
      "something was left behind, 3 not reached."
    })
final class PostgresUninstallCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--dry-run", description = "Print the SQL for each node and change nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  PostgresUninstallCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.MULTI);
    TwoWay twoWay = new TwoWay(replication, ReplicationOptions.secrets(terminal));
    if (dryRun) {
      List<Script> scripts = twoWay.uninstallPlan();
      output.print(
          terminal,
          ReplicationJson.scripts(replication, scripts),
          () -> scripts.stream().map(Script::text).collect(Collectors.joining("\n")));
      return Exit.OK;
    }
    List<String> left = ReplicationOptions.told(twoWay::uninstall);
    output.print(
        terminal,
        ReplicationJson.uninstalled(replication, left),
        () ->
            left.stream().map(line -> line + "\n").collect(Collectors.joining())
                + replication.name()
                + ": uninstalled; the tables keep their rows.\n");
    return left.isEmpty() ? Exit.OK : Exit.BAD;
  }
}
