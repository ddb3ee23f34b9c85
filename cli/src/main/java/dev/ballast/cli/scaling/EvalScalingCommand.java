// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.scaling;

import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import dev.ballast.control.predict.scaling.Ahead;
import dev.ballast.control.predict.scaling.Comparison;
import dev.ballast.control.predict.scaling.Setting;
import dev.ballast.control.predict.scaling.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ballast eval scaling}: the forecast as a metric against the autoscaler as it comes. */
@Command(
    name = "scaling",
    description = "Compare scaling ahead with a reactive autoscaler on modelled traffic.",
    footer = {
      "",
      "A model of Kubernetes' autoscaler (defaults of autoscaling/v2) scales a service by the load of",
      "now, by the forecast that the KEDA scaler would serve, and by the true future, on the same",
      "load. A minute violates when the load was above what the serving replicas can take.",
      "Exit codes: 0 measured, 2 an option is wrong."
    })
public final class EvalScalingCommand implements Callable<Integer> {

  @Option(names = "--seeds", paramLabel = "N", description = "Loads of each kind. Default: 5.")
  private int seeds = 5;

  @Option(
      names = "--first-seed",
      paramLabel = "N",
      description = "The seeds are this one and the next ones. Default: 1.")
  private long firstSeed = 1;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Days that count, from a Monday on, after four weeks of history. Default: 2.")
  private int days = 2;

  @Option(
      names = "--start-up",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "Until a new replica serves. Default: 3m.")
  private Duration startUp = Duration.ofMinutes(3);

  @Option(
      names = "--quantile",
      paramLabel = "Q",
      description = "Of the forecast, between 0 and 1. Default: 0.9.")
  private double quantile = 0.9;

  @Option(
      names = "--traffic",
      paramLabel = "KIND",
      split = ",",
      description = "Only these kinds: ${COMPLETION-CANDIDATES}. Default: all.")
  private Traffic[] kinds = Traffic.values();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Loads at a time. Default: one per processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private final OutputOptions output = new OutputOptions();

  private final Terminal terminal;
  private final Installation installation;

  public EvalScalingCommand(Terminal terminal, Installation installation) {
    this.terminal = terminal;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    check();
    Setting setting = Setting.DEFAULT.withStartUp(startUp);
    Ahead.Plan plan = Ahead.Plan.forStartUp(startUp).withQuantile(quantile);
    ScalingScores scores = new ScalingScores(setting, plan, days, compared(setting, plan));
    output.print(
        terminal, scores.document(installation.commit()), () -> scores.text(terminal.style()));
    return Exit.OK;
  }

  private void check() {
    List<String> problems = new ArrayList<>();
    require(problems, seeds >= 1 && seeds <= 1000, "--seeds: " + seeds, "1..1000");
    require(problems, days >= 1 && days <= 28, "--days: " + days, "1..28");
    require(problems, quantile > 0 && quantile < 1, "--quantile: " + quantile, "between 0 and 1");
    require(problems, threads >= 1, "--threads: " + threads, "at least 1");
    boolean shortEnough = !startUp.isNegative() && startUp.compareTo(Duration.ofMinutes(30)) <= 0;
    require(problems, shortEnough, "--start-up: " + startUp, "0s..30m");
    if (!problems.isEmpty()) {
      throw CommandFailure.usage(String.join("\n", problems));
    }
  }

  private static void require(List<String> problems, boolean holds, String what, String rule) {
    if (!holds) {
      problems.add(what + " (expected: " + rule + ")");
    }
  }

  private List<Comparison> compared(Setting setting, Ahead.Plan plan) {
    List<Future<Comparison>> futures = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("load-", 1).factory())) {
      for (Traffic kind : Arrays.stream(kinds).distinct().sorted().toList()) {
        for (int i = 0; i < seeds; i++) {
          long seed = firstSeed + i;
          futures.add(pool.submit(() -> Comparison.of(kind, seed, days, setting, plan)));
        }
      }
      List<Comparison> all = new ArrayList<>();
      for (Future<Comparison> future : futures) {
        all.add(future.get());
        terminal.progress("compared " + all.size() + " of " + futures.size() + " loads ...");
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a load could not be compared", e.getCause());
    }
  }
}
