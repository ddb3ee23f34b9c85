// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.cli.backtest.CapacityScores.Calibration;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.stats.passage.Isotonic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ballast eval capacity}: breach probabilities and dates against what came. */
@Command(
    name = "capacity",
    description = "Foretell when public series reach limits, and measure how true that was.",
    footer = {
      "",
      "DIR holds FREQ-train.csv.gz and FREQ-test.csv.gz as for eval forecast, or is laid out as NAB.",
      "Exit codes: 0 measured, 1 a score is not finite, 2 the folder is not as expected."
    })
public final class EvalCapacityCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of sets, for example m4.")
  private List<Path> directories = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Series at a time. Default: one per processor. CPU is counted per thread.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--known",
      paramLabel = "N",
      description = "Only the newest N horizons of the history are known. Default: all of it.")
  private int known;

  @Option(
      names = "--category",
      paramLabel = "NAME",
      description = "The folder of NAB that is read. Default: ${DEFAULT-VALUE}.",
      defaultValue = "realAWSCloudwatch")
  private String category = "realAWSCloudwatch";

  @Option(names = "--seed", paramLabel = "N", description = "Of the simulation. Default: 1.")
  private long seed = 1;

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalCapacityCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    if (threads < 1 || known < 0) {
      throw CommandFailure.usage(
          "--threads, --known: %d, %d (expected: at least 1, at least 0)"
              .formatted(threads, known));
    }
    Collected all = new Collected();
    for (Path directory : directories) {
      for (TrialSet set : TrialSet.in(directory, category, known)) {
        terminal.progress("judging " + set.trials().size() + " series of " + set.name() + " ...");
        all.add(set.name(), measured(set));
      }
    }
    CapacityScores report = all.scores(shown(directories));
    output.print(
        terminal,
        report.document(installation.commit(), seed),
        () -> report.text(terminal.style()));
    return report.finite() ? Exit.OK : Exit.BAD;
  }

  private static String shown(List<Path> directories) {
    return directories.stream().map(Path::toString).collect(Collectors.joining(" "));
  }

  private List<Backtest.Result> measured(TrialSet set) {
    Backtest backtest = new Backtest(set);
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("series-", 1).factory())) {
      List<Future<Backtest.Result>> futures =
          set.trials().stream().map(one -> pool.submit(() -> backtest.of(one, seed))).toList();
      List<Backtest.Result> results = new ArrayList<>();
      for (Future<Backtest.Result> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(set.name(), e.getCause());
    }
  }

  /** Gathers what comes out set by set. */
  private static final class Collected {

    private static final double[] PLACES = {
      0, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98,
      0.99, 0.995, 0.998, 1
    };

    private final List<CapacityScore> sets = new ArrayList<>();
    private final List<CapacityScore> own = new ArrayList<>();
    private final List<CapacityScore> halves = new ArrayList<>();
    private final List<Backtest.Result> all = new ArrayList<>();

    void add(String name, List<Backtest.Result> results) {
      all.addAll(results);
      sets.add(score(name, results, false));
      own.add(score(name, results, true));
      for (boolean half : new boolean[] {false, true}) {
        List<Outcome> some =
            outcomes(results, false).stream().filter(o -> o.half() == half).toList();
        halves.add(CapacityScore.of(name + (half ? " B" : " A"), 0, 0, some));
      }
    }

    CapacityScores scores(String directory) {
      if (sets.size() > 1) {
        sets.add(score("all", all, false));
        own.add(score("all", all, true));
      }
      return new CapacityScores(directory, sets, own, halves, calibration());
    }

    private static CapacityScore score(String name, List<Backtest.Result> results, boolean own) {
      double cpu = results.stream().mapToLong(Backtest.Result::cpuNanos).average().orElse(0) / 1e6;
      return CapacityScore.of(name, results.size(), cpu, outcomes(results, own));
    }

    private static List<Outcome> outcomes(List<Backtest.Result> results, boolean own) {
      return results.stream()
          .flatMap(result -> result.outcomes().stream())
          .filter(outcome -> outcome.own() == own)
          .toList();
    }

    /** Fitted on one half and applied to the other, both ways. */
    private Calibration calibration() {
      List<Outcome> pooled = outcomes(all, false);
      double brier = 0;
      double within = 0;
      for (boolean half : new boolean[] {false, true}) {
        List<Outcome> learnt = pooled.stream().filter(o -> o.half() != half).toList();
        List<Outcome> tried = pooled.stream().filter(o -> o.half() == half).toList();
        if (learnt.isEmpty() || tried.isEmpty()) {
          return new Calibration(
              CapacityScore.brier(pooled, p -> p),
              Double.NaN,
              CapacityScore.within80(pooled, p -> p),
              Double.NaN,
              List.of(),
              List.of());
        }
        Isotonic mapping = mapping(learnt);
        double share = tried.size() / (double) pooled.size();
        brier += share * CapacityScore.brier(tried, mapping::of);
        within += share * CapacityScore.within80(tried, mapping::of);
      }
      Isotonic mapping = mapping(pooled);
      List<Double> said = Arrays.stream(PLACES).boxed().toList();
      List<Double> came = Arrays.stream(PLACES).map(mapping::of).boxed().toList();
      return new Calibration(
          CapacityScore.brier(pooled, p -> p),
          brier,
          CapacityScore.within80(pooled, p -> p),
          within,
          said,
          came);
    }

    private static Isotonic mapping(List<Outcome> outcomes) {
      List<double[]> points = new ArrayList<>();
      for (Outcome one : outcomes) {
        for (int quarter = 1; quarter <= 4; quarter++) {
          int h = Math.max(0, one.horizon() * quarter / 4 - 1);
          points.add(new double[] {one.passage().by(h), one.truth() <= h ? 1 : 0});
        }
      }
      return Isotonic.fit(
          points.stream().mapToDouble(p -> p[0]).toArray(),
          points.stream().mapToDouble(p -> p[1]).toArray());
    }
  }
}
