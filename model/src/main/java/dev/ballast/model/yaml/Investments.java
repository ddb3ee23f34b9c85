// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.cost.Change;
import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Investment;
import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Part;
import dev.ballast.model.quantity.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads what could be bought, against the models that it would change. */
final class Investments {

  private final Registry registry;
  private final Map<String, CostModel> models;
  private final Consumer<Problem> report;
  private final Wholes wholes;

  Investments(Registry registry, Map<String, CostModel> models, Consumer<Problem> report) {
    this.registry = registry;
    this.models = models;
    this.report = report;
    this.wholes = new Wholes(report);
  }

  Map<String, Investment> readAll() {
    var all = new HashMap<String, Investment>();
    for (Resource resource : registry.all(Kind.INVESTMENT)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(one -> all.put(one.name(), one));
    }
    return all;
  }

  private Optional<Investment> read(Resource resource, Cursor spec) {
    var model = spec.at("model");
    model.ifPresent(name -> registry.resolve(Kind.COST_MODEL, name));
    var excludes = names(resource, spec, "excludes");
    var requires = names(resource, spec, "requires");
    for (Cursor item : spec.items("requires")) {
      if (excludes.contains(item.scalar())) {
        report.accept(item.badValue("an investment that is not excluded", ""));
      }
    }
    var known = model.map(Cursor::scalar).map(models::get);
    var changes = new ArrayList<Change>();
    for (Cursor item : spec.items("changes")) {
      change(item, known).ifPresent(changes::add);
    }
    if (!resource.isNamed() || model.isEmpty() || changes.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Investment(
            resource.name(),
            model.get().scalar(),
            spec.text("description").orElse(""),
            CostModels.amount(spec, "once"),
            CostModels.amount(spec, "monthly"),
            CostModels.amount(spec, "saves"),
            excludes,
            requires,
            changes));
  }

  private Set<String> names(Resource resource, Cursor spec, String key) {
    var names = new LinkedHashSet<String>();
    for (Cursor item : spec.items(key)) {
      registry.resolve(Kind.INVESTMENT, item);
      if (item.scalar().equals(resource.name())) {
        report.accept(item.badValue("another investment", ""));
      }
      names.add(item.scalar());
    }
    return names;
  }

  private Optional<Change> change(Cursor at, Optional<CostModel> model) {
    var component = at.at("component");
    if (component.isEmpty()) {
      return Optional.empty();
    }
    if (model.isPresent()) {
      var part = model.get().parts().get(component.get().scalar());
      if (part == null) {
        report.accept(
            CostModels.unknown(
                component.get(),
                "a component of CostModel " + model.get().name(),
                model.get().parts().keySet()));
      } else {
        fits(at, part);
      }
    }
    var needs = new ArrayList<Need.One>();
    for (Cursor item : at.items("needs")) {
      item.text("name")
          .ifPresent(n -> needs.add(new Need.One(n, new Ratio(item.number("loss").orElse(1)))));
    }
    return Optional.of(
        new Change(
            component.get().scalar(),
            at.text("failure").orElse(""),
            amount(at, "perYear"),
            amount(at, "detect"),
            amount(at, "decide"),
            amount(at, "fix"),
            ratio(at, "availability"),
            ratio(at, "severity"),
            at.at("replicas").map(r -> CostModels.replicas(r, wholes, report)),
            needs));
  }

  /** What a change says has to be something that the component has. */
  private void fits(Cursor at, Part part) {
    var name = at.text("failure").orElse("");
    List<Failure> failures =
        part.failures().stream().filter(f -> name.isEmpty() || f.name().equals(name)).toList();
    if (!name.isEmpty() && failures.isEmpty()) {
      var known = part.failures().stream().map(Failure::name).toList();
      at.at("failure")
          .ifPresent(f -> report.accept(CostModels.unknown(f, "one of its failures", known)));
    }
    for (Failure failure : failures) {
      boolean byShare = !failure.availability().equals(Ratio.ONE);
      if (!byShare) {
        refuse(at, "availability", "a failure that says availability, not how often and how long");
      }
      if (failure.perYear().high() == 0) {
        refuse(at, "perYear", "a failure that says perYear");
      }
      if (failure.minutes().mean() == 0) {
        List.of("detect", "decide", "fix")
            .forEach(key -> refuse(at, key, "a failure that says how long it lasts"));
      }
    }
    var soft =
        part.needs().stream()
            .filter(Need.One.class::isInstance)
            .flatMap(need -> need.names().stream())
            .toList();
    for (Cursor item : at.items("needs")) {
      item.at("name")
          .filter(n -> !soft.contains(n.scalar()))
          .ifPresent(n -> report.accept(CostModels.unknown(n, "what it needs already", soft)));
    }
  }

  private void refuse(Cursor at, String key, String rule) {
    at.at(key).ifPresent(value -> report.accept(value.badValue(rule, "")));
  }

  private static Optional<Change.Amount> amount(Cursor map, String key) {
    return map.at(key)
        .flatMap(
            at ->
                at.isScalar()
                    ? Optional.of(new Change.Amount.To(map.number(key).orElse(1)))
                    : at.number("times").stream()
                        .<Change.Amount>mapToObj(Change.Amount.Times::new)
                        .findFirst());
  }

  private static Optional<Ratio> ratio(Cursor map, String key) {
    return map.number(key).stream().mapToObj(Ratio::new).findFirst();
  }
}
