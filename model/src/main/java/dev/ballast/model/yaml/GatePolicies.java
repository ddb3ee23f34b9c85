// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.GatePolicy;
import dev.ballast.model.ServiceName;
import dev.ballast.model.gate.Borders;
import dev.ballast.model.gate.Hysteresis;
import dev.ballast.model.gate.Limit;
import dev.ballast.model.gate.PlanRule;
import dev.ballast.model.gate.Risk;
import dev.ballast.model.gate.Strategy;
import dev.ballast.model.gate.Watch;
import dev.ballast.model.quantity.Ratio;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the tables from budget to release; each says only what differs from the default. */
final class GatePolicies {

  private static final Map<Strategy, String> KEYS =
      new EnumMap<>(
          Map.of(
              Strategy.AGGRESSIVE, "aggressive",
              Strategy.CONSERVATIVE, "conservative",
              Strategy.ULTRA_CONSERVATIVE, "ultraConservative",
              Strategy.EMERGENCY_ONLY, "emergencyOnly"));

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Wholes wholes;

  GatePolicies(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
    this.wholes = new Wholes(report);
  }

  Map<String, GatePolicy> readAll() {
    var policies = new HashMap<String, GatePolicy>();
    var ruled = new HashMap<String, String>();
    for (Resource resource : registry.all(Kind.GATE_POLICY)) {
      if (resource.isNamed()) {
        var policy = read(resource, ruled);
        policy.ifPresent(one -> policies.put(one.name(), one));
      }
    }
    return policies;
  }

  private Optional<GatePolicy> read(Resource resource, Map<String, String> ruled) {
    var usual = GatePolicy.DEFAULT;
    var spec = resource.spec();
    if (spec.isEmpty()) {
      claim(resource.cursor(), "", resource.name(), ruled);
      return Optional.of(named(usual, resource.name()));
    }
    var map = spec.get();
    var services = services(map, resource.name(), ruled);
    var borders = borders(map);
    var hysteresis = hysteresis(map, borders.orElse(usual.borders()));
    var zone = zone(map);
    var plans = plans(map);
    var ground =
        new GatePolicy.Ground(
            wholes.of(map, "minEvents", usual.ground().leastEvents()),
            ratio(map, "minCoverage", usual.ground().leastCoverage()));
    var hooks =
        new GatePolicy.Hooks(
            map.text("onNoData").map("allow"::equals).orElse(usual.hooks().allowWithoutData()),
            ratio(map, "maxSpend", usual.hooks().maxSpend()));
    if (borders.isEmpty() || hysteresis.isEmpty() || zone.isEmpty() || plans.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GatePolicy(
            resource.name(),
            services,
            borders.get(),
            hysteresis.get(),
            ground,
            zone.get(),
            hooks,
            proofs(map),
            plans.get()));
  }

  private static GatePolicy.Proofs proofs(Cursor spec) {
    var usual = GatePolicy.DEFAULT.proofs();
    var map = spec.at("experiments");
    return new GatePolicy.Proofs(
        map.flatMap(m -> m.text("lost")).map(GatePolicies::held).orElse(usual.lost()),
        map.flatMap(m -> m.text("expired")).map(GatePolicies::held).orElse(usual.expired()));
  }

  private static Strategy held(String word) {
    return switch (word) {
      case "conservative" -> Strategy.CONSERVATIVE;
      case "ultra-conservative" -> Strategy.ULTRA_CONSERVATIVE;
      case "block" -> Strategy.EMERGENCY_ONLY;
      default -> Strategy.AGGRESSIVE;
    };
  }

  private static GatePolicy named(GatePolicy policy, String name) {
    return new GatePolicy(
        name,
        policy.services(),
        policy.borders(),
        policy.hysteresis(),
        policy.ground(),
        policy.zone(),
        policy.hooks(),
        policy.proofs(),
        policy.plans());
  }

  /** A service is ruled by one policy, and those that none names by one as well. */
  private Set<ServiceName> services(Cursor spec, String policy, Map<String, String> ruled) {
    var services = new LinkedHashSet<ServiceName>();
    for (Cursor item : spec.items("services")) {
      registry.resolve(Kind.SERVICE, item);
      claim(item, item.scalar(), policy, ruled);
      services.add(new ServiceName(item.scalar()));
    }
    if (!spec.has("services")) {
      claim(spec, "", policy, ruled);
    }
    return services;
  }

  private void claim(Cursor at, String service, String policy, Map<String, String> ruled) {
    var other = ruled.putIfAbsent(service, policy);
    if (other != null) {
      report.accept(
          new Problem.BadValue(
              at.place(),
              service.isEmpty() ? Advice.join(at.path(), "services") : at.path(),
              service.isEmpty() ? "nothing" : Texts.quoted(service),
              service.isEmpty()
                  ? "services, since GatePolicy " + other + " rules all that none names"
                  : "a service that GatePolicy " + other + " does not rule",
              ""));
    }
  }

  private Optional<Borders> borders(Cursor spec) {
    var usual = GatePolicy.DEFAULT.borders();
    var map = spec.at("borders");
    if (map.isEmpty()) {
      return Optional.of(usual);
    }
    double aggressive = share(map.get(), "aggressive", usual.aggressiveOver());
    double conservative = share(map.get(), "conservative", usual.conservativeFrom());
    double ultra = share(map.get(), "ultraConservative", usual.ultraConservativeFrom());
    if (!(aggressive > conservative && conservative > ultra)) {
      report.accept(
          new Problem.BadValue(
              map.get().place(),
              map.get().path(),
              "aggressive %s, conservative %s, ultraConservative %s"
                  .formatted(percent(aggressive), percent(conservative), percent(ultra)),
              "each below the one before",
              "Write: {aggressive: 50, conservative: 20, ultraConservative: 5}"));
      return Optional.empty();
    }
    return Optional.of(new Borders(aggressive, conservative, ultra));
  }

  private Optional<Hysteresis> hysteresis(Cursor spec, Borders borders) {
    var usual = GatePolicy.DEFAULT.hysteresis();
    var map = spec.at("hysteresis");
    double margin = map.map(m -> share(m, "margin", usual.margin())).orElse(usual.margin());
    var dwell = map.flatMap(m -> m.text("dwell")).map(Windows::parse).orElse(usual.dwell());
    if (borders.aggressiveOver() + margin >= 1) {
      spec.at(map.isPresent() ? "hysteresis" : "borders")
          .ifPresent(
              at ->
                  report.accept(
                      new Problem.BadValue(
                          at.place(),
                          Advice.join(spec.path(), "hysteresis.margin"),
                          percent(margin),
                          "less than what is above the border of aggressive, "
                              + percent(1 - borders.aggressiveOver()),
                          "No budget could ever leave the row below it")));
      return Optional.empty();
    }
    return Optional.of(new Hysteresis(margin, dwell));
  }

  private Optional<ZoneId> zone(Cursor spec) {
    var written = spec.at("timeZone");
    if (written.isEmpty()) {
      return Optional.of(GatePolicy.DEFAULT.zone());
    }
    try {
      return Optional.of(ZoneId.of(written.get().scalar()));
    } catch (DateTimeException e) {
      report.accept(
          written
              .get()
              .badValue("a time zone such as Europe/Berlin or UTC", "Write: timeZone: UTC"));
      return Optional.empty();
    }
  }

  private Optional<Map<Strategy, PlanRule>> plans(Cursor spec) {
    var plans = new EnumMap<Strategy, PlanRule>(Strategy.class);
    KEYS.forEach(
        (strategy, key) -> {
          var usual = GatePolicy.DEFAULT.plan(strategy);
          spec.at(key)
              .map(row -> plan(row, usual))
              .orElse(Optional.of(usual))
              .ifPresent(plan -> plans.put(strategy, plan));
        });
    return plans.size() == KEYS.size() ? Optional.of(plans) : Optional.empty();
  }

  private Optional<PlanRule> plan(Cursor row, PlanRule usual) {
    var weights = weights(row, usual.weights());
    var dwell = row.text("dwell").map(Windows::parse).orElse(usual.dwell());
    var limit = row.text("within").map(GatePolicies::limit).orElse(usual.limit());
    var watch = watch(row, usual.watch());
    if (weights.isEmpty() || watch.isEmpty()) {
      return Optional.empty();
    }
    var least = dwell.multipliedBy(weights.get().size() - 1L);
    if (limit instanceof Limit.After(Duration most) && most.compareTo(least) < 0) {
      row.at(row.has("within") ? "within" : row.has("dwell") ? "dwell" : "weights")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue(
                          "within at least dwell at each stage before the last, "
                              + least.toMinutes()
                              + "m",
                          "Write: within: " + least.toMinutes() + "m")));
      return Optional.empty();
    }
    return Optional.of(
        new PlanRule(
            weights.get(),
            dwell,
            limit,
            row.text("risk")
                .map(word -> Risk.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(usual.risk()),
            watch.get()));
  }

  private Optional<List<Integer>> weights(Cursor row, List<Integer> usual) {
    var list = row.at("weights");
    if (list.isEmpty()) {
      return row.has("weights") ? Optional.empty() : Optional.of(usual);
    }
    var weights = new ArrayList<Integer>();
    var items = list.get().items();
    if (items.size() < list.get().size()) {
      return Optional.empty(); // Reported where it stands.
    }
    items.forEach(item -> weights.add(whole(item.scalar())));
    if (!PlanRule.isRising(weights)) {
      report.accept(
          new Problem.BadValue(
              list.get().place(),
              list.get().path(),
              list.get().items().stream().map(Cursor::scalar).toList().toString(),
              "whole numbers that rise and end with 100",
              "Write: weights: " + usual));
      return Optional.empty();
    }
    return Optional.of(weights);
  }

  /** What is not whole does not rise. */
  private static int whole(String text) {
    double number = Double.parseDouble(text);
    return number == Math.rint(number) ? (int) number : 0;
  }

  private Optional<Watch> watch(Cursor row, Watch usual) {
    var checkEvery = Times.of(row, "checkEvery", usual.checkEvery());
    if (checkEvery.isZero()) {
      row.at("checkEvery").ifPresent(at -> report.accept(at.badValue("over 0", "")));
      return Optional.empty();
    }
    return Optional.of(
        new Watch(
            checkEvery,
            row.flag("handsOn", usual.handsOn()),
            row.text("person").orElse(usual.person()).strip(),
            row.flag("requirePerson", usual.personRequired())));
  }

  private static Limit limit(String text) {
    return text.equals(GatePolicyKind.END_OF_DAY)
        ? new Limit.EndOfDay()
        : new Limit.After(Windows.parse(text));
  }

  private static double share(Cursor map, String key, double otherwise) {
    var number = map.number(key);
    return number.isPresent() ? number.getAsDouble() / 100 : otherwise;
  }

  private static Ratio ratio(Cursor map, String key, Ratio otherwise) {
    return new Ratio(share(map, key, otherwise.value()));
  }

  private static String percent(double share) {
    var text = Double.toString(Math.rint(share * 1e8) / 1e6);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
