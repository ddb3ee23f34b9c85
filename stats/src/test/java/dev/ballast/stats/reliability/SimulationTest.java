// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulationTest {

  private static final Toll LOST = year -> year.lostMinutes(0);

  private static double served(Sample lost) {
    return 1 - lost.mean() / Source.YEAR;
  }

  @Test
  void agreesWithTheExactAvailabilityOfRandomPlants() {
    // bench/run Cost does it for 200 plants and counts; a wrong model is many errors off.
    int far = 0;
    for (int seed = 1; seed <= 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int events = 3 + random.nextInt(10);
      Structure structure = Structures.random(events, 3 + random.nextInt(6), true, random);
      Plant plant = Structures.plant(events, structure, random);
      double exact = Availability.exact(plant, 0).orElseThrow().served();
      Sample lost = new Sample(new Simulation(plant).run(3_000, seed, LOST, Workers.ONE).costs());
      // Where hardly any outage was met, the sample does not know its error: that of a Poisson
      // count of outages of an hour is the least that it can be.
      double rare = Math.sqrt((1 - exact) * Source.YEAR * 60 / 3_000);
      double error = Math.max(lost.standardError(), rare) / Source.YEAR;
      double off = Math.abs(served(lost) - exact) / error;
      assertThat(off).as("seed %d", seed).isLessThan(5);
      far += off > 3 ? 1 : 0;
    }
    assertThat(far).isLessThanOrEqualTo(1);
  }

  @Test
  void isTheSameOnAnyNumberOfThreads() {
    SplittableRandom random = new SplittableRandom(3);
    Plant plant = Structures.plant(6, Structures.random(6, 5, true, random), random);
    Workers many = (pieces, work) -> IntStream.range(0, pieces).parallel().forEach(work);
    Simulation simulation = new Simulation(plant);
    assertThat(simulation.run(3_000, 7, LOST, many).costs())
        .isEqualTo(simulation.run(3_000, 7, LOST, Workers.ONE).costs());
    assertThat(simulation.run(1_000, 500, 7, LOST, Workers.ONE).costs())
        .isEqualTo(
            java.util.Arrays.copyOfRange(
                simulation.run(3_000, 7, LOST, many).costs(), 1_000, 1_500));
  }

  @Test
  void fewerAndShorterIncidentsNeverCostMoreWithTheSameLuck() {
    Structure part = new Structure.Part(0);
    for (double factor : new double[] {1, 0.5, 0.1}) {
      Plant before = plant(12, 100, part);
      Plant after = plant(12 * factor, 100 * factor, part);
      double[] a = new Simulation(before).run(500, 1, LOST, Workers.ONE).costs();
      double[] b = new Simulation(after).run(500, 1, LOST, Workers.ONE).costs();
      for (int i = 0; i < a.length; i++) {
        assertThat(b[i]).isLessThanOrEqualTo(a[i] + 1e-3);
      }
    }
  }

  private static Plant plant(double rate, double minutes, Structure structure) {
    return new Plant(
        List.of(Source.of(9, rate, new Lasting.Lognormal(minutes, 1.5), 0)),
        List.of(1.0),
        List.of(structure));
  }

  @Test
  void aFailoverHitsTheWholeAndThenOneReplica() {
    // Failing over takes 3 minutes of incidents that last 30: 12 a year cost 36 minutes, not 360.
    Source source = new Source(1, 12, new Lasting.Fixed(30), 0, 3, 1);
    Structure whole =
        Structure.all(
            new Structure.Part(0), Structure.any(new Structure.Part(1), new Structure.Part(2)));
    Plant plant = new Plant(List.of(source), List.of(1.0, 1.0, 1.0), List.of(whole));
    double exact = Availability.exact(plant, 0).orElseThrow().served();
    assertThat((1 - exact) * Source.YEAR).isCloseTo(36, within(0.01));
    Sample lost = new Sample(new Simulation(plant).run(4_000, 1, LOST, Workers.ONE).costs());
    assertThat(lost.mean()).isCloseTo(36, within(4 * lost.standardError()));
  }

  @Test
  void overlappingIncidentsAreOneOutage() {
    Plant plant =
        new Plant(
            List.of(Source.of(1, 400, new Lasting.Fixed(2_000), 0)),
            List.of(1.0),
            List.of(new Structure.Part(0)));
    Sample outages =
        new Sample(new Simulation(plant).run(200, 1, year -> year.pieces(0), Workers.ONE).costs());
    assertThat(outages.mean()).isLessThan(150);
    assertThat(new Simulation(plant).run(1, 1, LOST, Workers.ONE).costs()[0])
        .isLessThanOrEqualTo(Source.YEAR);
  }

  @Test
  void poissonCountsHaveTheirMeanAndVarianceForAnyRate() {
    for (double mean : new double[] {0.1, 3, 29, 31, 500}) {
      Draws draws = new Draws();
      double[] counts = new double[20_000];
      for (int i = 0; i < counts.length; i++) {
        draws.begin(1, 2, i);
        counts[i] = draws.poisson(mean, Math.exp(-mean));
      }
      Sample sample = new Sample(counts);
      assertThat(sample.mean()).isCloseTo(mean, within(5 * Math.sqrt(mean / counts.length)));
      assertThat(sample.deviation()).isCloseTo(Math.sqrt(mean), within(0.05 * Math.sqrt(mean)));
    }
  }
}
