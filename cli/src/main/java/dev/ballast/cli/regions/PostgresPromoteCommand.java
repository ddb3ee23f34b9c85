// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.leader.Leadership;
import dev.ballast.connect.postgres.leader.Promotion;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast regions postgres promote}: another server leads. */
@Command(
    name = "promote",
    description = "Make a follower the leader, once the old leader certainly takes no writes.",
    footer = {
      "",
      "A leader that answers is fenced first, and the follower waits for all that it has: nothing is",
      "lost. One that does not answer may still take writes; somebody has to say that it cannot.",
      "Exit codes: 0 it leads, 1 refused, 3 not reached."
    })
final class PostgresPromoteCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--to", required = true, paramLabel = "NODE", description = "Who leads then.")
  private String to = "";

  @Option(
      names = "--fenced-by",
      paramLabel = "TEXT",
      description =
          "Who says that nodes which cannot be reached take no writes, and how that is known; kept"
              + " with the epoch.")
  private String fencedBy = "";

  @Option(names = "--dry-run", description = "Print what would be run and change nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  PostgresPromoteCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.LEADER);
    ReplicationOptions.node(replication, "--to", to);
    Leadership leadership = new Leadership(replication, ReplicationOptions.secrets(terminal));
    if (dryRun) {
      List<String> plan = ReplicationOptions.told(() -> leadership.plan(to));
      output.print(terminal, LeaderText.json(plan), () -> String.join("\n", plan) + "\n");
      return Exit.OK;
    }
    Promotion promotion = ReplicationOptions.told(() -> leadership.promote(to, fencedBy));
    output.print(terminal, LeaderText.json(promotion), () -> LeaderText.of(promotion));
    return promotion.done() ? Exit.OK : Exit.BAD;
  }
}
