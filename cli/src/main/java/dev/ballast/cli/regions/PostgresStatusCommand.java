// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.leader.Leadership;
import dev.ballast.connect.postgres.twoway.Standing;
import dev.ballast.connect.postgres.twoway.TwoWay;
import dev.ballast.model.Replication;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast regions postgres status}: how a replication goes. */
@Command(
    name = "status",
    description = "Say how a replication goes: lag, lost writes, parked rows, clocks, differences.",
    footer = {
      "",
      "With strategy leader: who leads, who follows and how far behind. With multi it reads every row",
      "of the replicated tables to compare them. Exit codes: 0 well, 1 something needs somebody, 3 no",
      "node was reached."
    })
final class PostgresStatusCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--verify",
      description = "Also compare each row with what its log says; takes longer.")
  private boolean verify;

  private final Terminal terminal;

  PostgresStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read();
    return switch (replication.strategy()) {
      case LEADER -> leader(replication);
      case MULTI -> merged(replication);
    };
  }

  private int leader(Replication replication) {
    Leadership leadership = new Leadership(replication, ReplicationOptions.secrets(terminal));
    var standing = leadership.status();
    output.print(
        terminal, LeaderText.json(standing), () -> LeaderText.of(standing, terminal.style()));
    boolean reached = standing.nodes().stream().anyMatch(n -> !n.position().isEmpty());
    return !reached ? Exit.UNREACHABLE : standing.problems().isEmpty() ? Exit.OK : Exit.BAD;
  }

  private int merged(Replication replication) {
    TwoWay twoWay = new TwoWay(replication, ReplicationOptions.secrets(terminal));
    Standing standing = ReplicationOptions.told(() -> twoWay.status(verify));
    output.print(
        terminal,
        ReplicationJson.standing(standing),
        () -> ReplicationText.standing(standing, terminal.style()));
    if (standing.nodes().isEmpty()) {
      return Exit.UNREACHABLE;
    }
    return standing.problems().isEmpty() ? Exit.OK : Exit.BAD;
  }
}
