// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.maturity;

import dev.ballast.control.maturity.Assessment;
import dev.ballast.control.maturity.Catalogue;
import dev.ballast.control.maturity.live.Dossiers;
import dev.ballast.control.maturity.live.Material;
import dev.ballast.model.maturity.CheckState;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/**
 * Judges an organisation from all that its ledger and its board say, every turn anew. Arguments:
 * services, events, seed. Default 1000, 40000 (as many as the server keeps), 1.
 */
public final class MaturityBenchmark {

  private static final PrintStream OUT = System.out;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int TURNS = 15;

  private MaturityBenchmark() {}

  public static void main(String[] arguments) {
    int services = number(arguments, 0, 1_000);
    int events = number(arguments, 1, 40_000);
    int seed = number(arguments, 2, 1);
    Material material = new LargeOrganisation(services, events, seed).material();
    long begin = System.nanoTime();
    Assessment first = Dossiers.assess(material);
    double cold = millis(begin);
    double[] turns = new double[TURNS];
    double[] used = new double[TURNS];
    for (int i = 0; i < TURNS; i++) {
      begin = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      Assessment again = Dossiers.assess(material);
      used[i] = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6;
      turns[i] = millis(begin);
      if (!again.equals(first)) {
        throw new IllegalStateException("the same material was judged otherwise");
      }
    }
    Arrays.sort(turns);
    Arrays.sort(used);
    long results =
        first.services().stream().mapToLong(card -> card.results().size()).sum()
            + first.organisation().results().size();
    OUT.println(
        String.format(
            Locale.ROOT,
            "%d checks, %d services, %,d events, seed %d: %,d results, of these %,d proved and %,d failed for services",
            Catalogue.ALL.size(),
            services,
            events,
            seed,
            results,
            count(first, CheckState.PROVED),
            count(first, CheckState.FAILED)));
    OUT.println(
        String.format(
            Locale.ROOT,
            "one turn: first %.0f ms, then median %.0f ms, worst %.0f ms of %d (CPU: median %.0f ms); every turn the same",
            cold,
            turns[TURNS / 2],
            turns[TURNS - 1],
            TURNS,
            used[TURNS / 2]));
  }

  private static long count(Assessment all, CheckState state) {
    return all.services().stream().mapToLong(card -> card.count(state)).sum();
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static double millis(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }
}
