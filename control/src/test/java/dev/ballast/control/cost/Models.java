// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

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

/** Models for tests. */
final class Models {

  static final Damage THOUSAND_A_MINUTE = damage(Estimate.of(1000));

  private Models() {}

  static Damage damage(Estimate perMinute) {
    return new Damage(perMinute, Estimate.ZERO, Ratio.ZERO, List.of(), List.of(), List.of());
  }

  static Failure failure(double perYear, double minutes) {
    return new Failure(
        "outage",
        Estimate.of(perYear),
        new Failure.Minutes(Estimate.ZERO, Estimate.ZERO, Estimate.of(minutes)),
        Ratio.ONE,
        new Failure.Spread.Lognormal(1.2),
        Ratio.ONE);
  }

  static Part part(String name, Failure failure, Need... needs) {
    return new Part(name, BigDecimal.ZERO, List.of(failure), Replicas.ONE, List.of(needs));
  }

  static Need need(String name) {
    return new Need.One(name, Ratio.ONE);
  }

  static CostModel model(Damage damage, Part... parts) {
    Map<String, Part> byName = new LinkedHashMap<>();
    for (Part part : parts) {
      byName.put(part.name(), part);
    }
    Journey journey = new Journey("use", parts[0].name(), new Ratio(0.999), damage);
    return new CostModel(
        "m", "USD", BigDecimal.ZERO, 3, byName, List.of(journey), Optional.empty());
  }

  /** Halves or so what one component suffers. */
  static Investment investment(String name, double monthly, String component, double factor) {
    return new Investment(
        name,
        "m",
        "",
        BigDecimal.ZERO,
        BigDecimal.valueOf(monthly),
        BigDecimal.ZERO,
        Set.of(),
        Set.of(),
        List.of(
            new Change(
                component,
                "",
                Optional.of(new Change.Amount.Times(factor)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of())));
  }

  /** A chain and pairs of components, and investments into each, some of which exclude others. */
  static Options random(int investments, SplittableRandom random) {
    List<Part> parts = new ArrayList<>();
    int n = 3 + random.nextInt(5);
    List<Need> needs = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      needs.add(
          i > 1 && random.nextInt(3) == 0
              ? new Need.Some(1, List.of("c" + i, "c" + (i - 1)))
              : need("c" + i));
    }
    parts.add(part("c0", failure(3, 30), needs.toArray(Need[]::new)));
    for (int i = 1; i <= n; i++) {
      parts.add(part("c" + i, failure(1 + random.nextDouble() * 20, 5 + random.nextInt(200))));
    }
    List<Investment> all = new ArrayList<>();
    for (int i = 0; i < investments; i++) {
      Investment one =
          investment(
              "i" + i,
              100 + random.nextInt(30_000),
              "c" + random.nextInt(n + 1),
              0.05 + 0.9 * random.nextDouble());
      all.add(
          new Investment(
              one.name(),
              one.model(),
              "",
              BigDecimal.valueOf(random.nextInt(50_000)),
              one.monthly(),
              BigDecimal.ZERO,
              i > 0 && random.nextInt(4) == 0 ? Set.of("i" + random.nextInt(i)) : Set.of(),
              i > 0 && random.nextInt(8) == 0 ? Set.of("i" + random.nextInt(i)) : Set.of(),
              one.changes()));
    }
    return new Options(model(THOUSAND_A_MINUTE, parts.toArray(Part[]::new)), all);
  }
}
