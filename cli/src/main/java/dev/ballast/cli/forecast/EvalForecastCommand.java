// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast eval forecast}: the measures of the M competitions on public series. */
@Command(
    name = "forecast",
    description = "Forecast the series of M4, M3 and NN5 and measure how good it was.",
    footer = {
      "",
      "DIR holds FREQ-train.csv.gz and FREQ-test.csv.gz with rows id,v1,v2,..., or folders of them.",
      "Exit codes: 0 measured, 1 a forecast is not finite, 2 the folder is not as expected."
    })
public final class EvalForecastCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "A folder of sets, for example m4.")
  private Path directory = Path.of(".");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Series at a time. Default: one per processor. CPU is counted per thread.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalForecastCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (threads < 1) {
      throw CommandFailure.usage("--threads: " + threads + " (expected: at least 1)");
    }
    List<BenchmarkSet> sets = BenchmarkSet.in(directory);
    List<SetScore> scores = new ArrayList<>();
    Map<String, List<CaseScore>> folders = new LinkedHashMap<>();
    for (BenchmarkSet set : sets) {
      terminal.progress("forecasting " + set.cases().size() + " series of " + set.name() + " ...");
      List<CaseScore> cases = measured(set);
      scores.add(SetScore.of(set.name(), cases));
      folders.computeIfAbsent(set.folder(), name -> new ArrayList<>()).addAll(cases);
    }
    List<SetScore> overall =
        folders.entrySet().stream()
            .filter(e -> sets.stream().filter(s -> s.folder().equals(e.getKey())).count() > 1)
            .map(e -> SetScore.of(e.getKey() + " overall", e.getValue()))
            .toList();
    ForecastScores report = new ForecastScores(directory.toString(), scores, overall);
    output.print(
        terminal, report.document(installation.commit()), () -> report.text(terminal.style()));
    return report.finite() ? Exit.OK : Exit.BAD;
  }

  /** Every series of a set, on a few threads of their own so that each knows its CPU time. */
  private List<CaseScore> measured(BenchmarkSet set) {
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("series-", 1).factory())) {
      List<Future<CaseScore>> futures =
          set.cases().stream().map(one -> pool.submit(() -> CaseScore.of(set, one))).toList();
      List<CaseScore> scores = new ArrayList<>();
      for (Future<CaseScore> future : futures) {
        scores.add(future.get());
      }
      return scores;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(set.name(), e.getCause());
    }
  }
}
