// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.reliability;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/** Random structures with shared parts, and the plain way to count what works. */
final class Structures {

  private Structures() {}

  /** Each new node reads some of all before it, so parts and gates stand in several places. */
  static Structure random(int events, int gates, boolean soft, SplittableRandom random) {
    List<Structure> nodes = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      nodes.add(new Structure.Part(e));
    }
    for (int g = 0; g < gates; g++) {
      List<Structure> inputs = new ArrayList<>();
      int n = 2 + random.nextInt(3);
      for (int i = 0; i < n; i++) {
        Structure input = nodes.get(random.nextInt(nodes.size()));
        inputs.add(
            soft && random.nextInt(5) == 0
                ? new Structure.Soft(input, random.nextDouble())
                : input);
      }
      nodes.add(
          random.nextBoolean()
              ? new Structure.All(inputs)
              : new Structure.AtLeast(1 + random.nextInt(n), inputs));
    }
    return nodes.getLast();
  }

  /** All combinations of events, one by one; of soft dependencies, too, as coins. */
  static double bruteForce(Structure structure, double[] hits) {
    IdentityHashMap<Structure.Soft, Integer> coins = new IdentityHashMap<>();
    collect(structure, coins);
    double sum = 0;
    int n = hits.length + coins.size();
    for (int mask = 0; mask < 1 << n; mask++) {
      double p = 1;
      for (int i = 0; i < n; i++) {
        double hit = i < hits.length ? hits[i] : loss(coins, i - hits.length);
        p *= (mask >> i & 1) == 1 ? hit : 1 - hit;
      }
      sum += works(structure, mask, hits.length, coins) ? p : 0;
    }
    return sum;
  }

  private static double loss(IdentityHashMap<Structure.Soft, Integer> coins, int coin) {
    return coins.entrySet().stream()
        .filter(entry -> entry.getValue() == coin)
        .findFirst()
        .orElseThrow()
        .getKey()
        .loss();
  }

  private static void collect(Structure node, IdentityHashMap<Structure.Soft, Integer> coins) {
    switch (node) {
      case Structure.Part _ -> {}
      case Structure.All all -> all.of().forEach(child -> collect(child, coins));
      case Structure.AtLeast some -> some.of().forEach(child -> collect(child, coins));
      case Structure.Soft soft -> {
        coins.putIfAbsent(soft, coins.size());
        collect(soft.of(), coins);
      }
    }
  }

  private static boolean works(
      Structure node, int mask, int events, IdentityHashMap<Structure.Soft, Integer> coins) {
    return switch (node) {
      case Structure.Part part -> (mask >> part.event() & 1) == 0;
      case Structure.All all -> all.of().stream().allMatch(c -> works(c, mask, events, coins));
      case Structure.AtLeast some ->
          some.of().stream().filter(c -> works(c, mask, events, coins)).count() >= some.needed();
      case Structure.Soft soft -> {
        int coin = Objects.requireNonNull(coins.get(soft));
        yield works(soft.of(), mask, events, coins) || (mask >> (events + coin) & 1) == 0;
      }
    };
  }

  /** A plant in which every event has incidents of its own. */
  static Plant plant(int events, Structure structure, SplittableRandom random) {
    List<Source> sources = new ArrayList<>();
    List<Double> severities = new ArrayList<>();
    for (int e = 0; e < events; e++) {
      double rate = 1 + random.nextDouble() * 12;
      double minutes = 60 + random.nextDouble() * 3000;
      Lasting lasting =
          switch (random.nextInt(3)) {
            case 0 -> new Lasting.Fixed(minutes);
            case 1 -> new Lasting.Lognormal(minutes, 1 + random.nextDouble());
            default -> new Lasting.Pareto(minutes, 2.2 + random.nextDouble());
          };
      sources.add(Source.of(e + 1, rate, lasting, e));
      severities.add(random.nextInt(4) == 0 ? 0.2 + 0.8 * random.nextDouble() : 1);
    }
    return new Plant(sources, severities, List.of(structure));
  }
}
