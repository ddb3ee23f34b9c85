// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.watch;

import dev.ballast.control.predict.Anomaly;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Watches made-up fleets, printed seed by seed: half an hour in which nothing is broken, and two
 * and a half minutes with one broken service. Arguments: quiet runs, broken runs, services, first
 * seed; default 20, 100, 10, 1.
 */
public final class WatchBenchmark {

  private static final PrintStream OUT = System.out;
  private static final int HALF_HOUR = 1_800;
  private static final int SHORT = 150;

  private WatchBenchmark() {}

  public static void main(String[] arguments) {
    int quiet = number(arguments, 0, 20);
    int broken = number(arguments, 1, 100);
    int services = number(arguments, 2, 10);
    int seed = number(arguments, 3, 1);
    quiet(quiet, services, seed);
    broken(broken, services, seed);
  }

  private static void quiet(int runs, int services, int firstSeed) {
    int atMostOne = 0;
    int alerts = 0;
    long start = System.nanoTime();
    int series = 0;
    for (int seed = firstSeed; seed < firstSeed + runs; seed++) {
      FleetRun run = FleetRun.quiet(services, seed, HALF_HOUR);
      series = Math.max(series, run.series());
      alerts += run.alerts().size();
      atMostOne += run.alerts().size() <= 1 ? 1 : 0;
      run.anomalies().forEach(a -> print(run, a));
      OUT.printf("quiet seed %d: %d alerts in 30 min%n", seed, run.alerts().size());
    }
    OUT.printf(
        "nothing broken: %d runs of 30 min, %d series: %d alerts, at most one in %d runs; %.1f s a run%n%n",
        runs, series, alerts, atMostOne, (System.nanoTime() - start) / 1e9 / Math.max(1, runs));
  }

  private static void broken(int runs, int services, int firstSeed) {
    for (Fleet.Fault.Kind kind : Fleet.Fault.Kind.values()) {
      List<Integer> found = new ArrayList<>();
      int victims = 0;
      long wrong = 0;
      for (int seed = firstSeed; seed < firstSeed + runs; seed++) {
        FleetRun run = FleetRun.broken(services, seed, SHORT);
        Fleet.Fault fault = run.fault().orElseThrow();
        if (fault.kind() == kind) {
          victims++;
          run.found().ifPresent(found::add);
          wrong += run.wrong();
          if (run.found().isEmpty()) {
            OUT.printf("missed: seed %d, %s%n", seed, fault);
            run.anomalies().forEach(a -> print(run, a));
          }
        }
      }
      Collections.sort(found);
      OUT.printf(
          "%s: %d victims, %d found, after %s s in the middle and %s s at most; %d wrong alerts%n",
          kind,
          victims,
          found.size(),
          found.isEmpty() ? "-" : found.get(found.size() / 2),
          found.isEmpty() ? "-" : found.getLast(),
          wrong);
    }
  }

  private static void print(FleetRun run, Anomaly anomaly) {
    OUT.printf(
        "  %5d s %s %s: %s%n",
        run.second(anomaly), anomaly.alert() ? "ALERT" : "     ", anomaly.place(), anomaly.text());
  }

  private static int number(String[] arguments, int i, int otherwise) {
    return arguments.length > i ? Integer.parseInt(arguments[i]) : otherwise;
  }
}
