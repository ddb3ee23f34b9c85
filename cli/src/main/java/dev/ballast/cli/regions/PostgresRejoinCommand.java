// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.regions;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.connect.postgres.leader.Leadership;
import dev.ballast.connect.postgres.leader.LostWrites;
import dev.ballast.connect.postgres.leader.Rejoin;
import dev.ballast.connect.postgres.leader.Standing;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import dev.ballast.model.Replication;
import dev.ballast.model.Replication.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast regions postgres rejoin}: an old leader follows. */
@Command(
    name = "rejoin",
    description = "Make an old leader follow the new one; say what it had that nobody else has.",
    footer = {
      "",
      "Runs on the old leader's machine, as the owner of its data; needs pg_waldump and pg_rewind.",
      "While that server is still up, the rows of lost transactions are listed, too: keep them, they",
      "are gone afterwards. --dry-run lists them and changes nothing. Then start the server. Exit",
      "codes: 0 done and nothing was lost, 1 acknowledged writes were lost or a program failed,",
      "3 not reached."
    })
final class PostgresRejoinCommand implements Callable<Integer> {

  @Mixin private final ReplicationOptions options = new ReplicationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(names = "--node", required = true, paramLabel = "NODE", description = "The old leader.")
  private String node = "";

  @Option(names = "--data", required = true, paramLabel = "DIR", description = "Its data folder.")
  private Path data = Path.of("");

  @Option(
      names = "--bin",
      required = true,
      paramLabel = "DIR",
      description = "Where pg_rewind is, of the same version.")
  private Path bin = Path.of("");

  @Option(names = "--dry-run", description = "Say what would be lost and run; change nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  PostgresRejoinCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Replication replication = options.read(Strategy.LEADER);
    Secrets secrets = ReplicationOptions.secrets(terminal);
    Replica old = ReplicationOptions.node(replication, "--node", node);
    Replica leader = leader(replication, secrets);
    Rejoin rejoin = new Rejoin(old, leader, new Rejoin.Programs(bin, data, List.of()), secrets);
    LostWrites lost = ReplicationOptions.told(() -> account(rejoin));
    output.print(
        terminal,
        LeaderText.json(lost),
        () ->
            LeaderText.of(lost)
                + (dryRun
                    ? String.join("\n", rejoin.plan()) + "\n"
                    : node + " is ready to follow " + leader.name() + ": start it.\n"));
    return lost.transactions().isEmpty() ? Exit.OK : Exit.BAD;
  }

  private LostWrites account(Rejoin rejoin) {
    try {
      return dryRun ? rejoin.account() : rejoin.run();
    } catch (IOException e) {
      throw new CommandFailure(Exit.BAD, String.valueOf(e.getMessage()));
    }
  }

  /** The one of the highest epoch that takes writes, and not the node that has to give way. */
  private Replica leader(Replication replication, Secrets secrets) {
    return new Leadership(replication, secrets)
        .status().nodes().stream()
            .filter(n -> n.role() == Standing.Role.LEADER && !n.name().equals(node))
            .findFirst()
            .map(n -> ReplicationOptions.node(replication, "--node", n.name()))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        Exit.UNREACHABLE, "no other node leads. Fix: promote one first"));
  }
}
