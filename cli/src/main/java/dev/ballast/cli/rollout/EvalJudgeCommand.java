// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.rollout.simulation.Arena;
import dev.ballast.control.rollout.simulation.Cell;
import dev.ballast.control.rollout.simulation.CellResult;
import dev.ballast.control.rollout.simulation.Cells;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast eval judge}: simulated rollouts, our judge against others. */
@Command(
    name = "judge",
    description = "Measure the rollout judge on simulated rollouts, against other judges.",
    footer = {
      "",
      "Every judge meets the same traffic on the same stage machine: 5, 25 and 50 %% for ten minutes",
      "each, four hours of history before. The same seed gives the same numbers, with any number of",
      "threads. --cells reads rps,base,canary,burst,drift,blip,missing,onset (start, later or",
      "under_load); a canary as bad as its base is healthy. Exit codes: 0 every target is met, 1 one",
      "is missed, 2 wrong input."
    })
public final class EvalJudgeCommand implements Callable<Integer> {

  @Option(
      names = "--rollouts",
      paramLabel = "N",
      description = "Rollouts in each cell. Default: ${DEFAULT-VALUE}.")
  private int rollouts = 1000;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Groups of cells at a time. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--cells", paramLabel = "FILE", description = "Cells of your own.")
  private String cells = "";

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalJudgeCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  /** What a group of cells gave and cost. */
  private record Part(List<CellResult> results, long nanos) {}

  @Override
  public Integer call() {
    if (rollouts < 1 || threads < 1) {
      throw CommandFailure.usage(
          "--rollouts, --threads: " + rollouts + ", " + threads + " (expected: at least 1)");
    }
    List<List<Cell>> groups = cells.isEmpty() ? Cells.all() : CellFile.read(Path.of(cells));
    List<Part> parts = measured(groups);
    List<CellResult> results = parts.stream().flatMap(part -> part.results().stream()).toList();
    double seconds = parts.stream().mapToLong(Part::nanos).sum() / 1e9;
    JudgeTargets targets = JudgeTargets.of(results);
    JudgeReport report = new JudgeReport(results, targets, rollouts, seed, seconds);
    output.print(
        terminal,
        report.document(cells, installation.commit()),
        () -> report.text(terminal.style()));
    return targets.met() ? Exit.OK : Exit.BAD;
  }

  private List<Part> measured(List<List<Cell>> groups) {
    Arena arena = new Arena(rollouts, seed);
    AtomicLong finished = new AtomicLong();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("cells-", 1).factory())) {
      List<Future<Part>> futures =
          groups.stream()
              .map(group -> pool.submit(() -> measured(arena, group, finished, groups.size())))
              .toList();
      List<Part> parts = new ArrayList<>();
      for (Future<Part> future : futures) {
        parts.add(future.get());
      }
      return parts;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a simulated rollout failed", e.getCause());
    }
  }

  private Part measured(Arena arena, List<Cell> group, AtomicLong finished, int groups) {
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    long before = cpu.getCurrentThreadCpuTime();
    List<CellResult> results = arena.run(group);
    Cell cell = group.getFirst();
    terminal.progress(
        String.format(
            Locale.ROOT,
            "judge: %d of %d kinds of traffic (%s, %s rps)",
            finished.incrementAndGet(),
            groups,
            cell.model().name(),
            JudgeReport.plain(cell.rps())));
    return new Part(results, cpu.getCurrentThreadCpuTime() - before);
  }
}
