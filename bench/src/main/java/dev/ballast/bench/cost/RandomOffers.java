// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.cost;

import dev.ballast.model.cost.Change;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Investment;
import dev.ballast.model.cost.Journey;
import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Part;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** A model, and what could be bought for it; some offers exclude each other. */
record RandomOffers(CostModel model, List<Investment> investments) {

  RandomOffers {
    investments = List.copyOf(investments);
  }

  static RandomOffers of(int offers, SplittableRandom random) {
    int n = 6;
    Map<String, Part> parts = new LinkedHashMap<>();
    List<Need> needs = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      String name = "c" + i;
      parts.put(name, part(name, 1 + random.nextDouble() * 20, 5 + random.nextInt(200), List.of()));
      needs.add(
          i % 3 == 0
              ? new Need.Some(1, List.of(name, "c" + (i - 1)))
              : new Need.One(name, i % 2 == 0 ? new Ratio(0.4) : Ratio.ONE));
    }
    parts.put("c0", part("c0", 3, 30, needs));
    Damage damage =
        new Damage(Estimate.of(1000), Estimate.ZERO, Ratio.ZERO, List.of(), List.of(), List.of());
    CostModel model =
        new CostModel(
            "m",
            "USD",
            BigDecimal.ZERO,
            3,
            parts,
            List.of(new Journey("use", "c0", new Ratio(0.999), damage)),
            Optional.empty());
    List<Investment> all = new ArrayList<>();
    for (int i = 0; i < offers; i++) {
      all.add(offer(i, "c" + random.nextInt(n + 1), random));
    }
    return new RandomOffers(model, all);
  }

  private static Part part(String name, double perYear, double minutes, List<Need> needs) {
    Failure failure =
        new Failure(
            "outage",
            Estimate.of(perYear),
            new Failure.Minutes(Estimate.ZERO, Estimate.ZERO, Estimate.of(minutes)),
            Ratio.ONE,
            new Failure.Spread.Lognormal(1.2),
            Ratio.ONE);
    return new Part(name, BigDecimal.ZERO, List.of(failure), Replicas.ONE, needs);
  }

  private static Investment offer(int number, String component, SplittableRandom random) {
    Change change =
        new Change(
            component,
            "",
            Optional.of(new Change.Amount.Times(0.05 + 0.9 * random.nextDouble())),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    return new Investment(
        "i%02d".formatted(number),
        "m",
        "",
        BigDecimal.valueOf(random.nextInt(50_000)),
        BigDecimal.valueOf(100 + random.nextInt(30_000)),
        BigDecimal.ZERO,
        number > 0 && random.nextInt(4) == 0
            ? Set.of("i%02d".formatted(random.nextInt(number)))
            : Set.of(),
        Set.of(),
        List.of(change));
  }

  boolean isPossible(int set) {
    for (int i = 0; i < investments.size(); i++) {
      for (int j = 0; j < investments.size(); j++) {
        if ((set >> i & 1) == 1
            && (set >> j & 1) == 1
            && investments.get(i).excludes().contains(investments.get(j).name())) {
          return false;
        }
      }
    }
    return true;
  }
}
