// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AvailabilityTest {

  private static Diagram diagram(Structure structure, int events) {
    return Diagram.of(structure, events, 100_000).orElseThrow();
  }

  @Test
  void equalsBruteForceUpToFifteenParts() {
    for (int seed = 1; seed <= 150; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int events = 2 + random.nextInt(seed % 10 == 0 ? 14 : 9);
      Structure structure = Structures.random(events, 2 + random.nextInt(8), false, random);
      double[] hits = random.doubles(events).toArray();
      assertThat(diagram(structure, events).works(hits))
          .as("seed %d", seed)
          .isCloseTo(Structures.bruteForce(structure, hits), within(1e-12));
    }
  }

  @Test
  void equalsBruteForceWithSoftDependencies() {
    for (int seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int events = 2 + random.nextInt(5);
      Structure structure = Structures.random(events, 4, true, random);
      double[] hits = random.doubles(events).toArray();
      assertThat(diagram(structure, events).works(hits))
          .as("seed %d", seed)
          .isCloseTo(Structures.bruteForce(structure, hits), within(1e-12));
    }
  }

  @Test
  void countsASharedPartOnce() {
    Structure zone = new Structure.Part(0);
    Structure whole =
        Structure.all(
            Structure.all(zone, new Structure.Part(1)), Structure.all(zone, new Structure.Part(2)));
    assertThat(diagram(whole, 3).works(new double[] {0.1, 0, 0})).isEqualTo(0.9);
  }

  @Test
  void knowsTheTextbooksTwoOutOfThree() {
    Structure whole =
        new Structure.AtLeast(
            2, List.of(new Structure.Part(0), new Structure.Part(1), new Structure.Part(2)));
    // 3 a^2 - 2 a^3 with a = 0.9.
    assertThat(diagram(whole, 3).works(new double[] {0.1, 0.1, 0.1}))
        .isCloseTo(0.972, within(1e-12));
  }

  @Test
  void importanceIsTheDifferenceBetweenNeverAndAlways() {
    SplittableRandom random = new SplittableRandom(5);
    Structure structure = Structures.random(8, 9, true, random);
    double[] hits = random.doubles(8).toArray();
    double[] importance = diagram(structure, 8).importance(hits);
    for (int e = 0; e < 8; e++) {
      double[] never = hits.clone();
      never[e] = 0;
      double[] always = hits.clone();
      always[e] = 1;
      assertThat(importance[e])
          .isCloseTo(
              diagram(structure, 8).works(never) - diagram(structure, 8).works(always),
              within(1e-12));
    }
  }

  @Test
  void isExactForTwoHundredPartsInLayers() {
    // Ten layers of ten pairs; each pair needs three pairs of the layer below: every path is
    // shared.
    List<Structure> below = List.of();
    int event = 0;
    for (int layer = 0; layer < 10; layer++) {
      List<Structure> pairs = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        List<Structure> needs = new ArrayList<>();
        needs.add(Structure.any(new Structure.Part(event++), new Structure.Part(event++)));
        for (int k = 0; k < Math.min(3, below.size()); k++) {
          needs.add(below.get((i + k) % below.size()));
        }
        pairs.add(new Structure.All(needs));
      }
      below = pairs;
    }
    double[] hits = new double[event];
    java.util.Arrays.fill(hits, 0.01);
    double served = diagram(new Structure.All(below), event).works(hits);
    assertThat(event).isEqualTo(200);
    assertThat(served).isCloseTo(Math.pow(1 - 1e-4, 100), within(1e-12));
  }

  @Test
  void givesUpInsteadOfFillingMemory() {
    // Pairs whose halves stand far apart in the order: the diagram doubles with each.
    List<Structure> pairs = new ArrayList<>();
    List<Structure> first = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      first.add(new Structure.Part(i));
      pairs.add(Structure.any(new Structure.Part(i), new Structure.Part(24 + i)));
    }
    Structure hard = Structure.all(new Structure.AtLeast(1, first), new Structure.All(pairs));
    assertThat(Diagram.of(hard, 48, 10_000)).isEmpty();
  }

  @Test
  void aCircuitAgreesWhereNothingIsShared() {
    Structure whole =
        Structure.all(
            new Structure.AtLeast(
                2, List.of(new Structure.Part(0), new Structure.Part(1), new Structure.Part(2))),
            new Structure.Soft(new Structure.Part(3), 0.3));
    double[] hits = {0.1, 0.2, 0.3, 0.4};
    assertThat(Circuit.of(whole).works(hits))
        .isCloseTo(diagram(whole, 4).works(hits), within(1e-14));
  }
}
