// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.DurationConverter;
import dev.ballast.connect.load.LoadOptions;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Option;

/** How much, how long, and within which limits. */
final class LoadPlanOptions {

  private static final Duration DEFAULT_LENGTH = Duration.ofSeconds(60);

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Requests begun, such as 200/s, 30/m, or 100..1000/s for a ramp.")
  private Optional<String> rate = Optional.empty();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "How long at that rate. Default: 60s.")
  private Optional<Duration> length = Optional.empty();

  @Option(
      names = "--phase",
      paramLabel = "RATE:DURATION",
      description = "Instead of --rate and --for, one after the other: --phase 10..100/s:30s.")
  private List<String> phases = new ArrayList<>();

  @Option(
      names = "--poisson",
      description = "Requests come as independent users make them, instead of evenly.")
  private boolean poisson;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of --poisson. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "At most; opened when all others are busy. Default: ${DEFAULT-VALUE}.")
  private int connections = LoadOptions.DEFAULT.connections();

  @Option(
      names = "--waiting",
      paramLabel = "N",
      description =
          "Requests that may wait for a connection; more count as unsent. Default:"
              + " ${DEFAULT-VALUE}.")
  private int waiting = LoadOptions.DEFAULT.waiting();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description = "For a connection, and for an answer. Default: 10s.")
  private Duration timeout = LoadOptions.DEFAULT.timeout();

  /** What is planned, or fewer phases and the problems. */
  List<Phase> phases(List<String> problems) {
    List<Phase> all = new ArrayList<>();
    if (rate.isPresent() == !phases.isEmpty()) {
      problems.add(
          "--rate or --phase: "
              + (rate.isPresent() ? "both" : "neither")
              + " (expected: one of them). Fix: --rate 100/s --for 60s");
    }
    if (length.isPresent() && !phases.isEmpty()) {
      problems.add("--for: with --phase (expected: the duration in each phase)");
    }
    rate.ifPresent(
        text ->
            read("--rate", () -> Phases.of(text, length.orElse(DEFAULT_LENGTH)), all, problems));
    phases.forEach(text -> read("--phase", () -> Phases.of(text), all, problems));
    if (problems.isEmpty() && Arrivals.expected(all) < 1) {
      problems.add("--rate: less than one request in all (expected: at least one)");
    }
    return all;
  }

  /** The limits, or nothing and the problems. */
  Optional<LoadOptions> limits(List<String> problems) {
    try {
      return Optional.of(new LoadOptions(connections, waiting, timeout));
    } catch (IllegalArgumentException e) {
      for (String problem : String.valueOf(e.getMessage()).split("\n", -1)) {
        problems.add("--" + problem);
      }
      return Optional.empty();
    }
  }

  Arrivals arrivals(List<Phase> plan) {
    return poisson ? Arrivals.poisson(plan, new SplittableRandom(seed)) : Arrivals.even(plan);
  }

  String manner() {
    return poisson ? "as a Poisson process, seed " + seed : "evenly";
  }

  @FunctionalInterface
  private interface Reading {
    Phase read();
  }

  private static void read(String flag, Reading reading, List<Phase> all, List<String> problems) {
    try {
      all.add(reading.read());
    } catch (IllegalArgumentException e) {
      problems.add(flag + ": " + e.getMessage());
    }
  }
}
