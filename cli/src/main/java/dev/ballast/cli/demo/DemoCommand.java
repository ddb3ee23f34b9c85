// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Interrupt;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast demo}. */
@Command(
    name = "demo",
    description = "Run a two-region shop on this machine, with Ballast looking after it.",
    footer = {
      "",
      "Everything listens on loopback and is gone after the end, Ctrl-C or a kill -9.",
      "Exit codes: 0 what Ballast said is true, 1 it is not, 3 it could not start, 130"
          + " interrupted.",
      "Try: ballast demo --scenario slow-database --for 3m"
    })
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "Stop by itself this long after everything is up; with a scenario at least 75s"
              + " (traffic-surge: 150s, growth: 240s, bad-deploy: 360s, region-loss: 53s, all: 345s). Default: at"
              + " Ctrl-C; with all, after 6m.")
  private Duration time = Duration.ZERO;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "What goes wrong in the shop: ${COMPLETION-CANDIDATES}. Default: none.")
  private Scenario scenario = Scenario.NONE;

  @Option(
      names = "--calls",
      paramLabel = "WAY",
      description =
          "How services call each other, and users them: ${COMPLETION-CANDIDATES}. Default: mesh.")
  private Calls calls = Calls.MESH;

  @Option(
      names = "--replication",
      paramLabel = "STRATEGY",
      description =
          "How the shop's databases replicate: ${COMPLETION-CANDIDATES}. leader: one takes all"
              + " writes and is replaced when it is lost; multi: reviews are also written in both"
              + " regions and merged, with two more PostgreSQL. Default: leader.")
  private Strategy strategy = Strategy.LEADER;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the scenario's victim, onset and size. Default: 1.")
  private long seed = 1;

  @Option(names = "--headless", description = "Say only what matters; no line that moves.")
  private boolean headless;

  @Option(names = "--port", paramLabel = "PORT", description = "The server's. Default: 7700.")
  private int port = 7700;

  @Option(
      names = "--shop-port",
      paramLabel = "PORT",
      description = "The first of the shop's 100 ports (region-loss and all: 120). Default: 7200.")
  private int shopPort = 7200;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      description = "The first of PostgreSQL's 2 ports (multi: 4). Default: 15432.")
  private int postgresPort = 15_432;

  @Option(names = "--keep", description = "Keep the run's folder (telemetry, logs, databases).")
  private boolean keep;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public DemoCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoOptions options =
        new DemoOptions(
            scenario,
            calls,
            strategy,
            seed,
            scenario == Scenario.ALL && time.isZero() ? DemoOptions.ALL : time,
            new DemoOptions.Ports(port, shopPort, postgresPort),
            keep);
    if (options.isTooShort()) {
      throw CommandFailure.usage(
          "--for: "
              + Text.brief(time)
              + " (expected: at least "
              + options.shortest().toSeconds()
              + "s with this scenario: the shop settles first, and the fault has to be found)");
    }
    if (options.lacksMesh()) {
      throw CommandFailure.usage(
          "--scenario: "
              + scenario
              + " (expected: --calls mesh with it, since it happens in the mesh)."
              + " Fix: --calls mesh");
    }
    if (!scenario.allows(strategy)) {
      throw CommandFailure.usage(
          "--replication: "
              + strategy
              + " (expected: leader with --scenario "
              + scenario
              + ", which knows one database in each region). Fix: --replication leader");
    }
    Narrator narrator = new Narrator(headless ? terminal.withoutErrorTerminal() : terminal);
    try (Interrupt interrupt = Interrupt.install()) {
      Report report = new DemoRun(options, new Programs(installation), narrator, interrupt).run();
      output.print(terminal, report.document(), () -> ReportText.of(report, terminal.style()));
      if (interrupt.isWished()) {
        return Exit.INTERRUPTED;
      }
      return report.ok() ? Exit.OK : Exit.BAD;
    }
  }
}
