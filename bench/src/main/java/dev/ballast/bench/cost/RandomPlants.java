// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.cost;

import dev.ballast.stats.reliability.Lasting;
import dev.ballast.stats.reliability.Plant;
import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Structure;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SplittableRandom;

/** Plants with shared parts, and the plain way to count what works. */
final class RandomPlants {

  private RandomPlants() {}

  /** Each gate reads some of all before it, so that parts and gates stand in several places. */
  static Plant of(int events, boolean soft, SplittableRandom random) {
    List<Structure> nodes = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      nodes.add(new Structure.Part(e));
    }
    int gates = events / 2 + 3;
    for (int g = 0; g < gates; g++) {
      int n = 2 + random.nextInt(3);
      List<Structure> inputs = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        Structure input = nodes.get(random.nextInt(nodes.size()));
        boolean softly = soft && random.nextInt(6) == 0;
        inputs.add(softly ? new Structure.Soft(input, random.nextDouble()) : input);
      }
      nodes.add(
          random.nextBoolean()
              ? new Structure.All(inputs)
              : new Structure.AtLeast(1 + random.nextInt(n), inputs));
    }
    List<Source> sources = new ArrayList<>();
    List<Double> severities = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      sources.add(Source.of(e + 1L, 1 + random.nextDouble() * 12, lasting(random), e));
      severities.add(random.nextInt(4) == 0 ? 0.2 + 0.8 * random.nextDouble() : 1);
    }
    return new Plant(sources, severities, List.of(nodes.getLast()));
  }

  private static Lasting lasting(SplittableRandom random) {
    double minutes = 60 + random.nextDouble() * 3000;
    return switch (random.nextInt(3)) {
      case 0 -> new Lasting.Fixed(minutes);
      case 1 -> new Lasting.Lognormal(minutes, 1 + random.nextDouble());
      default -> new Lasting.Pareto(minutes, 2.2 + random.nextDouble());
    };
  }

  /** Every combination of events, one by one. */
  static double bruteForce(Plant plant) {
    double[] hits = plant.hits();
    double sum = 0;
    for (int mask = 0; mask < 1 << hits.length; mask++) {
      double p = 1;
      for (int i = 0; i < hits.length; i++) {
        p *= (mask >> i & 1) == 1 ? hits[i] : 1 - hits[i];
      }
      if (works(plant.journeys().getFirst(), mask, new IdentityHashMap<>())) {
        sum += p;
      }
    }
    return sum;
  }

  private static boolean works(
      Structure node, int mask, IdentityHashMap<Structure, Boolean> known) {
    Boolean before = known.get(node);
    if (before != null) {
      return before;
    }
    boolean works =
        switch (node) {
          case Structure.Part part -> (mask >> part.event() & 1) == 0;
          case Structure.All all -> all.of().stream().allMatch(c -> works(c, mask, known));
          case Structure.AtLeast some ->
              some.of().stream().filter(c -> works(c, mask, known)).count() >= some.needed();
          case Structure.Soft _ -> throw new IllegalArgumentException("soft: only hard ones");
        };
    known.put(node, works);
    return works;
  }

  /** A journey of twenty components: pairs that stand in for each other, a chain, two zones. */
  static Plant twenty() {
    List<Source> sources = new ArrayList<>();
    List<Double> severities = new ArrayList<>();
    List<Structure> chain = new ArrayList<>();
    Structure zones = Structure.any(new Structure.Part(18), new Structure.Part(19));
    for (int e = 0; e < 20; e++) {
      sources.add(Source.of(e + 1L, e >= 18 ? 0.5 : 4, new Lasting.Lognormal(45, 1.5), e));
      severities.add(e % 5 == 4 ? 0.3 : 1);
      if (e < 8 && e % 2 == 1) {
        chain.add(Structure.any(new Structure.Part(e - 1), new Structure.Part(e)));
      } else if (e >= 8 && e < 18) {
        Structure part = new Structure.Part(e);
        chain.add(e % 3 == 0 ? new Structure.Soft(part, 0.2) : part);
      }
    }
    chain.add(zones);
    return new Plant(sources, severities, List.of(new Structure.All(chain)));
  }
}
