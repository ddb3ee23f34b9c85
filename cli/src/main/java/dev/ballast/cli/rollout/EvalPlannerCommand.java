// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.Cells;
import dev.ballast.control.rollout.spending.Spending;
import dev.ballast.control.rollout.spending.SpendingTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast eval planner}: what bad rollouts cost against what their plan allowed. */
@Command(
    name = "planner",
    description = "Measure the rollout planner: do bad rollouts keep to what the budget allows?",
    footer = {
      "",
      "Each bad canary of the judge's benchmark runs through a whole plan of 5, 25 and 50 %%, made",
      "for its traffic and for what is left of the error budget: a twentieth, and a thousandth, where",
      "the bound of a tenth of that bites. Counted is what fails beyond the usual share. Plans",
      "that refuse every weight spend nothing and are listed apart. The same seed gives the same",
      "numbers. Exit codes: 0 at most 1 %% of bad rollouts cost more than allowed, 1 more do, 2 wrong",
      "input."
    })
public final class EvalPlannerCommand implements Callable<Integer> {

  private static final double[] REMAINING = {0.05, 0.001};

  @Option(
      names = "--rollouts",
      paramLabel = "N",
      description = "Rollouts of each kind. Default: ${DEFAULT-VALUE}.")
  private int rollouts = 200;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Kinds at a time. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalPlannerCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (rollouts < 1 || threads < 1) {
      throw CommandFailure.usage(
          "--rollouts, --threads: " + rollouts + ", " + threads + " (expected: at least 1)");
    }
    List<Cell> bad =
        Cells.all().stream().flatMap(List::stream).filter(cell -> !cell.healthy()).toList();
    PlannerReport report = new PlannerReport(measured(bad), rollouts, seed);
    output.print(
        terminal, report.document(installation.commit()), () -> report.text(terminal.style()));
    return report.met() ? Exit.OK : Exit.BAD;
  }

  private List<Spending> measured(List<Cell> cells) {
    SpendingTrials trials = new SpendingTrials(rollouts, seed);
    AtomicLong finished = new AtomicLong();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("plans-", 1).factory())) {
      List<Future<Spending>> futures = new ArrayList<>();
      for (double remaining : REMAINING) {
        for (Cell cell : cells) {
          futures.add(
              pool.submit(
                  () -> {
                    Spending spending = trials.run(cell, remaining);
                    terminal.progress(
                        "planner: %d of %d kinds"
                            .formatted(
                                finished.incrementAndGet(), REMAINING.length * cells.size()));
                    return spending;
                  }));
        }
      }
      List<Spending> spendings = new ArrayList<>();
      for (Future<Spending> future : futures) {
        spendings.add(future.get());
      }
      return spendings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simulated rollout failed", e.getCause());
    }
  }
}
