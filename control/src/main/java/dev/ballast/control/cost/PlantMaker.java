// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.cost;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Part;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import dev.ballast.stats.reliability.Lasting;
import dev.ballast.stats.reliability.Plant;
import dev.ballast.stats.reliability.Source;
import dev.ballast.stats.reliability.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a model into events, what causes them, and how journeys hang on them. */
final class PlantMaker {

  // Replicas. A failure of one of n copies is of one of three kinds, and thinning keeps each a
  // Poisson process of its own: common cause (share beta) hits all; of the rest, a share p finds
  // that standing in fails, and the component is down until it is fixed; for the others it is down
  // while standing in takes place, and one copy is missing from then on. Fewer copies than needed
  // is an outage, too.

  private final CostModel model;
  private final Setting setting;
  private final List<Source> sources = new ArrayList<>();
  private final List<Double> severities = new ArrayList<>();
  private final Map<String, Structure> made = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();

  private PlantMaker(CostModel model, Setting setting) {
    this.model = model;
    this.setting = setting;
  }

  static Plant of(CostModel model, Setting setting) {
    PlantMaker maker = new PlantMaker(model, setting);
    List<Structure> journeys =
        model.journeys().stream().map(journey -> maker.component(journey.entry())).toList();
    return new Plant(maker.sources, maker.severities, journeys);
  }

  private Structure component(String name) {
    Structure known = made.get(name);
    if (known != null) {
      return known;
    }
    Part part = model.parts().get(name);
    if (part == null || !open.add(name)) {
      throw new IllegalArgumentException(
          "needs: " + open + " " + name + " (expected: components without a circle)");
    }
    List<Structure> all = new ArrayList<>();
    if (part.replicas().count() == 1) {
      part.failures().forEach(failure -> all.add(alone(part, failure)));
    } else {
      replicas(part, all);
    }
    part.needs().stream().map(this::need).forEach(all::add);
    Structure whole = new Structure.All(all);
    open.remove(name);
    made.put(name, whole);
    return whole;
  }

  private Structure need(Need need) {
    return switch (need) {
      case Need.One(String name, Ratio loss) when loss.equals(Ratio.ONE) -> component(name);
      case Need.One(String name, Ratio loss) -> new Structure.Soft(component(name), loss.value());
      case Need.Some some ->
          new Structure.AtLeast(
              some.atLeast(), some.names().stream().map(this::component).toList());
    };
  }

  private Structure alone(Part part, Failure failure) {
    Law law = law(part, failure);
    int event = event(failure);
    sources.add(Source.of(key(Numbers.name(part, failure)), law.perYear(), law.lasting(), event));
    return new Structure.Part(event);
  }

  private void replicas(Part part, List<Structure> all) {
    Replicas replicas = part.replicas();
    double common = replicas.commonCause().value();
    double fails = replicas.failoverFails().value();
    List<List<Structure>> copies = new ArrayList<>();
    for (int r = 0; r < replicas.count(); r++) {
      copies.add(new ArrayList<>());
    }
    for (Failure failure : part.failures()) {
      Law law = law(part, failure);
      String name = Numbers.name(part, failure);
      add(all, name + "/all", law, common, failure);
      for (int r = 0; r < copies.size(); r++) {
        String copy = name + "/" + r;
        add(all, copy + "/stuck", law, (1 - common) * fails, failure);
        double rate = law.perYear() * (1 - common) * (1 - fails);
        if (rate > 0) {
          int missing = event(failure);
          copies.get(r).add(new Structure.Part(missing));
          if (replicas.failoverMinutes() > 0) {
            int switching = event(failure);
            all.add(new Structure.Part(switching));
            sources.add(
                new Source(
                    key(copy),
                    rate,
                    law.lasting(),
                    switching,
                    replicas.failoverMinutes(),
                    missing));
          } else {
            sources.add(Source.of(key(copy), rate, law.lasting(), missing));
          }
        }
      }
    }
    all.add(
        new Structure.AtLeast(
            replicas.needed(), copies.stream().<Structure>map(Structure.All::new).toList()));
  }

  private void add(List<Structure> all, String name, Law law, double share, Failure failure) {
    if (share > 0) {
      int event = event(failure);
      all.add(new Structure.Part(event));
      sources.add(Source.of(key(name), law.perYear() * share, law.lasting(), event));
    }
  }

  private int event(Failure failure) {
    severities.add(failure.severity().value());
    return severities.size() - 1;
  }

  /** How often and how long. */
  private record Law(double perYear, Lasting lasting) {}

  private Law law(Part part, Failure failure) {
    String name = Numbers.name(part, failure);
    double perYear = setting.of(name + ".perYear", failure.perYear());
    double minutes =
        setting.of(name + ".detect", failure.minutes().detect())
            + setting.of(name + ".decide", failure.minutes().decide())
            + setting.of(name + ".fix", failure.minutes().fix());
    double down = failure.availability().complement().value();
    Lasting shape = shape(failure.spread(), minutes > 0 ? minutes : 1);
    if (down == 0) {
      return new Law(perYear, shape);
    }
    return minutes > 0
        ? new Law(-Math.log1p(-down) * Source.YEAR / shape.meanUpTo(Source.YEAR), shape)
        : new Law(perYear, shape.forUnavailability(perYear, down));
  }

  private static Lasting shape(Failure.Spread spread, double minutes) {
    return switch (spread) {
      case Failure.Spread.None _ -> new Lasting.Fixed(minutes);
      case Failure.Spread.Lognormal(double sigma) -> new Lasting.Lognormal(minutes, sigma);
      case Failure.Spread.Pareto(double shape) -> new Lasting.Pareto(minutes, shape);
    };
  }

  /** FNV-1a, the same on every machine, so that a seed means the same years everywhere. */
  static long key(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
