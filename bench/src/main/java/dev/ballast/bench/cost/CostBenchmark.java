// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.cost;

import dev.ballast.connect.bill.FocusReader;
import dev.ballast.control.cost.BackTest;
import dev.ballast.control.cost.Effort;
import dev.ballast.control.cost.Question;
import dev.ballast.control.cost.RoiAnalysis;
import dev.ballast.control.cost.RoiReport;
import dev.ballast.control.cost.bill.Bill;
import dev.ballast.control.cost.bill.BillRules;
import dev.ballast.control.cost.trial.SimulatedLosses;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Investment;
import dev.ballast.stats.reliability.Availability;
import dev.ballast.stats.reliability.Plant;
import dev.ballast.stats.reliability.Sample;
import dev.ballast.stats.reliability.Simulation;
import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Toll;
import dev.ballast.stats.reliability.Workers;
import dev.ballast.stats.sequential.Wilson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prices reliability: the exact solution against brute force and against simulation, the speed of
 * simulated years and of bills, the frontier against every portfolio, and intervals of losses
 * against organisations that are not as the model says. Arguments: seed. Default 1.
 */
public final class CostBenchmark {

  private static final PrintStream OUT = System.out;
  private static final Workers TWO =
      (pieces, work) -> IntStream.range(0, pieces).parallel().forEach(work);
  private static final int YEARS = 5_000;
  private static final Toll LOST = year -> year.lostMinutes(0);

  private CostBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
    bruteForce(seed);
    agreement(seed);
    years(seed);
    focus(seed);
    frontier(seed);
    coverage(seed);
  }

  private static void bruteForce(long seed) {
    double worst = 0;
    for (int i = 0; i < 100; i++) {
      SplittableRandom random = new SplittableRandom(seed * 1_000 + i);
      Plant plant = RandomPlants.of(2 + i % 14, false, random);
      double exact = Availability.exact(plant, 0).orElseThrow().served();
      worst = Math.max(worst, Math.abs(exact - RandomPlants.bruteForce(plant)));
    }
    OUT.println(
        String.format(
            Locale.ROOT,
            "exact against brute force, 100 structures of 2 to 15 parts: worst difference %.1e",
            worst));
  }

  private static void agreement(long seed) {
    int structures = 200;
    int within = 0;
    double worst = 0;
    double squares = 0;
    int moving = 0;
    for (int i = 0; i < structures; i++) {
      SplittableRandom random = new SplittableRandom(seed * 10_000 + i);
      Plant plant = RandomPlants.of(3 + i % 20, true, random);
      double exact = Availability.exact(plant, 0).orElseThrow().served();
      Sample lost = new Sample(new Simulation(plant).run(YEARS, seed + i, LOST, TWO).costs());
      double off = Math.abs(1 - lost.mean() / Source.YEAR - exact);
      // A sample that met hardly any outage does not know its error; it is at least that of a
      // Poisson count of outages of an hour.
      double rare = Math.sqrt((1 - exact) * Source.YEAR * 60 / YEARS);
      double errors = off < 1e-12 ? 0 : off * Source.YEAR / Math.max(lost.standardError(), rare);
      worst = Math.max(worst, errors);
      within += errors <= 3 ? 1 : 0;
      squares += errors * errors;
      moving++;
    }
    OUT.println(
        String.format(
            Locale.ROOT,
            "exact against 5,000 simulated years, 200 structures of 3 to 22 parts: %d within 3 standard"
                + " errors, farthest %.2f, root mean square %.2f (1 expected)",
            within,
            worst,
            Math.sqrt(squares / moving)));
  }

  private static void years(long seed) {
    Simulation simulation = new Simulation(RandomPlants.twenty());
    simulation.run(100_000, seed, LOST, TWO);
    double[] seconds = new double[5];
    double[] first = {};
    boolean same = true;
    for (int i = 0; i < seconds.length; i++) {
      long start = System.nanoTime();
      double[] costs = simulation.run(1_000_000, seed, LOST, TWO).costs();
      seconds[i] = (System.nanoTime() - start) / 1e9;
      same &= i == 0 || Arrays.equals(first, costs);
      first = costs;
    }
    boolean alone =
        Arrays.equals(
            Arrays.copyOf(first, 50_000), simulation.run(50_000, seed, LOST, Workers.ONE).costs());
    Arrays.sort(seconds);
    double exact = Availability.exact(RandomPlants.twenty(), 0).orElseThrow().served();
    OUT.println(
        String.format(
            Locale.ROOT,
            "1,000,000 simulated years of 20 parts: best %.2f s, middle %.2f s; same seed same result: %s;"
                + " on one thread the same: %s; served %.6f, exact %.6f",
            seconds[0],
            seconds[2],
            same,
            alone,
            1 - new Sample(first).mean() / Source.YEAR,
            exact));
  }

  private static void focus(long seed) throws IOException {
    Path file = Files.createTempFile("focus", ".csv");
    try {
      int rows = 1_000_000;
      BigDecimal sum = FocusFile.write(file, rows, seed);
      long start = System.nanoTime();
      Bill bill;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        bill =
            new FocusReader(BillRules.USUAL, FocusReader.Amount.EFFECTIVE, "tag:service").read(in);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      OUT.println(
          String.format(
              Locale.ROOT,
              "FOCUS file of %,d rows, %,d MB, by tag: %.1f s; sum %s, exact: %s; broken rows %d",
              bill.rows(),
              Files.size(file) / 1_000_000,
              seconds,
              bill.totals().getFirst().amount().toPlainString(),
              bill.totals().getFirst().amount().compareTo(sum) == 0,
              bill.broken()));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Every portfolio priced by itself, through nothing that the search uses. */
  private static void frontier(long seed) {
    int models = 5;
    int equal = 0;
    int points = 0;
    int looked = 0;
    Effort little = new Effort(100, seed, Workers.ONE);
    for (int m = 0; m < models; m++) {
      RandomOffers offers = RandomOffers.of(8 + m, new SplittableRandom(seed * 100 + m));
      RoiReport report =
          RoiAnalysis.of(offers.model(), offers.investments(), Question.NONE, little);
      List<double[]> all = new ArrayList<>();
      for (int set = 0; set < 1 << offers.investments().size(); set++) {
        if (offers.isPossible(set)) {
          all.add(priced(offers, set, little));
        }
      }
      looked += all.size();
      List<double[]> efficient = efficient(all);
      points += efficient.size();
      boolean same = efficient.size() == report.efficient().size();
      for (int i = 0; same && i < efficient.size(); i++) {
        same =
            Math.abs(efficient.get(i)[0] - report.efficient().get(i).spend().value()) < 1e-6
                && Math.abs(efficient.get(i)[1] - report.efficient().get(i).loss()) < 1e-3;
      }
      equal += same ? 1 : 0;
    }
    OUT.println(
        String.format(
            Locale.ROOT,
            "frontier against every portfolio, 8 to 12 options: %d of %d equal (%,d portfolios, %d efficient)",
            equal,
            models,
            looked,
            points));
  }

  private static double[] priced(RandomOffers offers, int set, Effort effort) {
    CostModel model = offers.model();
    BigDecimal spend = model.yearly();
    for (int i = 0; i < offers.investments().size(); i++) {
      if ((set >> i & 1) == 1) {
        Investment one = offers.investments().get(i);
        model = one.applied(model);
        spend = spend.add(one.yearly(model.amortiseYears()));
      }
    }
    RoiReport alone = RoiAnalysis.of(model, List.of(), Question.NONE, effort);
    return new double[] {spend.doubleValue(), alone.present().loss()};
  }

  private static List<double[]> efficient(List<double[]> all) {
    List<double[]> efficient = new ArrayList<>();
    for (double[] one : all) {
      boolean beaten =
          all.stream()
              .anyMatch(
                  other ->
                      (other[0] <= one[0] && other[1] < one[1] * (1 - 1e-9))
                          || (other[0] < one[0] && other[1] <= one[1] * (1 + 1e-9)));
      if (!beaten) {
        efficient.add(one);
      }
    }
    efficient.sort(Comparator.comparingDouble(one -> one[0]));
    return efficient;
  }

  private static void coverage(long seed) {
    int organisations = 60;
    long covered = 0;
    long all = 0;
    int inside = 0;
    for (int o = 0; o < organisations; o++) {
      BackTest test = BackTest.of(SimulatedLosses.quarters(32, seed * 1_000 + o), 8, seed + o);
      covered += test.covered();
      all += test.trials().size();
      inside += test.coverage() >= 0.7 && test.coverage() <= 0.9 ? 1 : 0;
    }
    OUT.println(
        String.format(
            Locale.ROOT,
            "80 %% interval of a quarter's loss, %d organisations of another kind, %,d forecasts:"
                + " %.1f %% covered (95 %% interval %.1f to %.1f); %d of them alone between 70 and 90 %%",
            organisations,
            all,
            100.0 * covered / all,
            100 * Wilson.of(covered, all).low(),
            100 * Wilson.of(covered, all).high(),
            inside));
  }
}
