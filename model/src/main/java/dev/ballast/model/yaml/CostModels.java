// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.cost.CostModel;
import dev.ballast.model.cost.Damage;
import dev.ballast.model.cost.Estimate;
import dev.ballast.model.cost.Failure;
import dev.ballast.model.cost.Journey;
import dev.ballast.model.cost.Need;
import dev.ballast.model.cost.Part;
import dev.ballast.model.cost.Releases;
import dev.ballast.model.cost.Replicas;
import dev.ballast.model.quantity.Ratio;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what reliability costs; its parts, their needs and what an outage costs. */
final class CostModels {

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Wholes wholes;
  private boolean broken;

  CostModels(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
    this.wholes = new Wholes(report);
  }

  Map<String, CostModel> readAll() {
    var models = new HashMap<String, CostModel>();
    for (Resource resource : registry.all(Kind.COST_MODEL)) {
      broken = false;
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(model -> models.put(model.name(), model));
    }
    return models;
  }

  private Optional<CostModel> read(Resource resource, Cursor spec) {
    var places = new LinkedHashMap<String, Cursor>();
    var parts = new LinkedHashMap<String, Part>();
    for (Cursor item : spec.items("components")) {
      var name = item.text("name").orElse("");
      if (name.isEmpty()) {
        broken = true;
        continue;
      }
      if (places.putIfAbsent(name, item) != null) {
        problem(item, "name", "each component once");
      }
      parts.putIfAbsent(name, part(name, item));
    }
    places.forEach((_, item) -> checkNeeds(item, places));
    if (!broken) {
      new NeedCircles(parts, places, this::refuse).check();
    }
    var journeys = new ArrayList<Journey>();
    var named = new HashMap<String, Cursor>();
    for (Cursor item : spec.items("journeys")) {
      item.at("entry").ifPresent(entry -> resolve(entry, places));
      journey(item).ifPresentOrElse(journeys::add, () -> broken = true);
      if (named.putIfAbsent(item.text("name").orElse(""), item) != null) {
        problem(item, "name", "each journey once");
      }
    }
    var currency = spec.text("currency");
    var releases = spec.at("releases").flatMap(this::releases);
    if (broken || currency.isEmpty() || journeys.isEmpty() || !resource.isNamed()) {
      return Optional.empty();
    }
    return Optional.of(
        new CostModel(
            resource.name(),
            currency.get(),
            amount(spec, "monthly"),
            wholes.of(spec, "amortiseYears", 3),
            parts,
            journeys,
            releases));
  }

  private Part part(String name, Cursor item) {
    var failures = new ArrayList<Failure>();
    var names = new HashMap<String, Cursor>();
    for (Cursor failure : item.items("failures")) {
      failure(failure).ifPresentOrElse(failures::add, () -> broken = true);
      if (names.putIfAbsent(failure.text("name").orElse("outage"), failure) != null) {
        refuse(
            new Problem.BadValue(
                failure.place(),
                Advice.join(failure.path(), "name"),
                Texts.quoted(failure.text("name").orElse("outage")),
                "each failure of a component once",
                "Fix: give each a name"));
      }
    }
    var replicas =
        item.at("replicas").map(at -> replicas(at, wholes, this::refuse)).orElse(Replicas.ONE);
    var needs = new ArrayList<Need>();
    for (Cursor need : item.items("needs")) {
      need(need).ifPresentOrElse(needs::add, () -> broken = true);
    }
    return new Part(name, amount(item, "monthly"), failures, replicas, needs);
  }

  private Optional<Failure> failure(Cursor at) {
    var perYear = estimate(at, "perYear");
    var whole = estimate(at, "minutes");
    var minutes =
        at.has("minutes")
            ? new Failure.Minutes(Estimate.ZERO, Estimate.ZERO, whole)
            : new Failure.Minutes(
                estimate(at, "detect"), estimate(at, "decide"), estimate(at, "fix"));
    var availability = at.number("availability");
    int known = (perYear.high() > 0 ? 1 : 0) + (minutes.mean() > 0 ? 1 : 0);
    known += availability.isPresent() ? 1 : 0;
    if (known != 2) {
      refuse(
          new Problem.BadValue(
              at.place(),
              at.path(),
              known + " of perYear, minutes, availability",
              "two of them over 0, which say the third",
              ""));
      return Optional.empty();
    }
    Failure.Spread spread =
        at.number("tail").isPresent()
            ? new Failure.Spread.Pareto(at.number("tail").getAsDouble())
            : spread(at.number("sigma").orElse(1.5));
    return Optional.of(
        new Failure(
            at.text("name").orElse("outage"),
            perYear,
            minutes,
            new Ratio(availability.orElse(1)),
            spread,
            new Ratio(at.number("severity").orElse(1))));
  }

  private static Failure.Spread spread(double sigma) {
    return sigma > 0 ? new Failure.Spread.Lognormal(sigma) : new Failure.Spread.None();
  }

  static Replicas replicas(Cursor at, Wholes wholes, Consumer<Problem> report) {
    int count = wholes.of(at, "count", 1);
    int needed = wholes.of(at, "needed", 1);
    if (needed > count) {
      at.at("needed").ifPresent(n -> report.accept(n.badValue("at most count, " + count, "")));
      needed = count;
    }
    return new Replicas(
        count,
        needed,
        new Ratio(at.number("commonCause").orElse(0)),
        new Ratio(at.number("failoverFails").orElse(0)),
        at.number("failoverMinutes").orElse(0));
  }

  private Optional<Need> need(Cursor at) {
    if (at.isScalar()) {
      return Optional.of(new Need.One(at.scalar(), Ratio.ONE));
    }
    if (at.has("name")) {
      return at.text("name").map(n -> new Need.One(n, new Ratio(at.number("loss").orElse(1))));
    }
    var names = at.items("of").stream().map(Cursor::scalar).toList();
    int needed = wholes.of(at, "atLeast", 1);
    if (needed > names.size()) {
      problem(at, "atLeast", "at most the number of components, " + names.size());
      return Optional.empty();
    }
    return Optional.of(new Need.Some(needed, names));
  }

  private void checkNeeds(Cursor component, Map<String, Cursor> places) {
    for (Cursor need : component.items("needs")) {
      if (need.isScalar()) {
        resolve(need, places);
      }
      need.at("name").ifPresent(name -> resolve(name, places));
      need.items("of").forEach(name -> resolve(name, places));
    }
  }

  private void resolve(Cursor reference, Map<String, Cursor> places) {
    if (!places.containsKey(reference.scalar())) {
      refuse(unknown(reference, "a component of this model", places.keySet()));
    }
  }

  static Problem unknown(Cursor reference, String rule, java.util.Collection<String> known) {
    var hint =
        Nearest.to(reference.scalar(), known)
            .map(near -> "Write: " + Advice.assigned(reference.path(), near))
            .orElse("");
    return new Problem.UnresolvedReference(
        reference.place(), reference.path(), reference.shown(), rule, hint, Severity.ERROR);
  }

  private Optional<Journey> journey(Cursor at) {
    var name = at.text("name");
    var entry = at.text("entry");
    var objective = at.number("objective");
    var damage = at.at("damage").map(this::damage);
    if (name.isEmpty() || entry.isEmpty() || objective.isEmpty() || damage.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Journey(name.get(), entry.get(), new Ratio(objective.getAsDouble()), damage.get()));
  }

  private Damage damage(Cursor at) {
    List<Damage.Churn> churn = new ArrayList<>();
    for (Cursor step : at.items("churn")) {
      step.number("afterMinutes")
          .ifPresent(after -> churn.add(new Damage.Churn(after, estimate(step, "cost"))));
    }
    List<Damage.Credit> credits = new ArrayList<>();
    for (Cursor step : at.items("credits")) {
      step.number("below")
          .ifPresent(b -> credits.add(new Damage.Credit(new Ratio(b), estimate(step, "cost"))));
    }
    var traffic = at.items("traffic").stream().map(h -> Double.parseDouble(h.scalar())).toList();
    if (!traffic.isEmpty() && traffic.stream().allMatch(hour -> hour == 0)) {
      problem(at, "traffic", "some hour with traffic");
    }
    return new Damage(
        estimate(at, "perMinute"),
        estimate(at, "perIncident"),
        new Ratio(at.number("recovered").orElse(0)),
        churn,
        credits,
        traffic.size() == 24 ? traffic : List.of());
  }

  private Optional<Releases> releases(Cursor at) {
    var rate = at.number("failureRate");
    var minutes = at.number("minutes");
    return rate.isEmpty() || minutes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Releases(
                new Ratio(rate.getAsDouble()),
                minutes.getAsDouble(),
                new Ratio(at.number("exposure").orElse(1))));
  }

  private Estimate estimate(Cursor map, String key) {
    var at = map.at(key);
    if (at.isEmpty()) {
      return Estimate.ZERO;
    }
    if (at.get().isScalar()) {
      return Estimate.of(map.number(key).orElse(0));
    }
    double low = at.get().number("low").orElse(0);
    double likely = at.get().number("likely").orElse(low);
    double high = at.get().number("high").orElse(likely);
    if (!(low <= likely && likely <= high)) {
      refuse(at.get().badValue("low <= likely <= high", ""));
      return Estimate.of(likely);
    }
    return new Estimate(low, likely, high);
  }

  static BigDecimal amount(Cursor map, String key) {
    return map.text(key).map(BigDecimal::new).orElse(BigDecimal.ZERO);
  }

  private void problem(Cursor map, String key, String rule) {
    map.at(key).ifPresent(at -> refuse(at.badValue(rule, "")));
  }

  private void refuse(Problem problem) {
    broken = true;
    report.accept(problem);
  }
}
