// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Autonomy;
import dev.ballast.model.Guards;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Health;
import dev.ballast.model.Precondition;
import dev.ballast.model.Remediation;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Trigger;
import dev.ballast.model.Verification;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads how what is sick is healed. */
final class Remediations {

  private static final String REGION = "${region}";
  private static final int MOST_STEPS = 11_000;

  private final Registry registry;
  private final QueryChecker queries;
  private final RunbookFiles runbooks;
  private final Consumer<Problem> report;
  private final Wholes wholes;

  Remediations(
      Registry registry, QueryChecker queries, RunbookFiles runbooks, Consumer<Problem> report) {
    this.registry = registry;
    this.queries = queries;
    this.runbooks = runbooks;
    this.report = report;
    this.wholes = new Wholes(report);
  }

  Map<String, Remediation> readAll() {
    var all = new HashMap<String, Remediation>();
    for (Resource resource : registry.all(Kind.REMEDIATION)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(one -> all.put(one.name(), one));
    }
    return all;
  }

  private Optional<Remediation> read(Resource resource, Cursor spec) {
    spec.at("service").ifPresent(name -> registry.resolve(Kind.SERVICE, name));
    spec.at("runbook").ifPresent(runbooks::check);
    var service = spec.text("service");
    var trigger = spec.at("trigger").flatMap(this::trigger);
    var action = spec.at("action").flatMap(this::action);
    var verification = spec.at("verification");
    var verified = verification.map(this::verification).orElse(Verification.DEFAULT);
    var guards = spec.at("guards").map(this::guards).orElse(Guards.DEFAULT);
    if (trigger.filter(Trigger.OfForecast.class::isInstance).isPresent()
        && action.filter(HealingAction.Scale.class::isInstance).isEmpty()) {
      spec.at("action")
          .ifPresent(
              wrong ->
                  report.accept(
                      wrong.badValue("the action scale beside a trigger of forecast", "")));
    }
    var preconditions = new ArrayList<Precondition>();
    for (Cursor one : spec.items("preconditions")) {
      one.at("query").ifPresent(this::query);
      preconditions.add(
          new Precondition(one.text("name").orElse(""), one.text("query").orElse("")));
    }
    if (!resource.isNamed() || service.isEmpty() || trigger.isEmpty() || action.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Remediation(
            resource.name(),
            new ServiceName(service.get()),
            spec.text("region").orElse(""),
            spec.text("description").orElse(""),
            spec.text("runbook").orElse(""),
            trigger.get(),
            preconditions,
            action.get(),
            verified,
            guards,
            Autonomy.valueOf(spec.text("autonomy").orElse("observe").toUpperCase(Locale.ROOT))));
  }

  private Optional<Trigger> trigger(Cursor at) {
    var after = time(at, "for", Duration.ZERO);
    at.at("query").ifPresent(this::query);
    if (at.has("health")) {
      return at.text("health")
          .map(h -> new Trigger.OfHealth(Health.valueOf(h.toUpperCase(Locale.ROOT)), after));
    }
    if (at.has("forecast")) {
      return at.at("forecast").flatMap(forecast -> forecast(forecast, after));
    }
    if (at.has("query")) {
      return at.text("query").map(q -> new Trigger.OfQuery(q, after));
    }
    return at.text("incident")
        .map(
            cause ->
                new Trigger.OfIncident(
                    cause.equals("any") ? "" : cause, at.number("confidence").orElse(0.6), after));
  }

  private Optional<Trigger> forecast(Cursor at, Duration after) {
    at.at("load").ifPresent(this::query);
    var step = time(at, "step", Duration.ofMinutes(10));
    var history = time(at, "history", Duration.ofDays(28));
    if (step.isZero() || history.dividedBy(step) < 2 || history.dividedBy(step) > MOST_STEPS) {
      at.at("history")
          .or(() -> at.at("step"))
          .ifPresent(wrong -> report.accept(wrong.badValue("2 to 11,000 steps of history", "")));
      return Optional.empty();
    }
    var each = at.number("each");
    return at.text("load")
        .filter(_ -> each.isPresent() && each.getAsDouble() > 0)
        .map(
            load ->
                new Trigger.OfForecast(
                    load,
                    each.getAsDouble(),
                    time(at, "ahead", Duration.ofMinutes(5)),
                    at.number("quantile").orElse(0.9),
                    history,
                    step,
                    time(at, "season", Duration.ZERO),
                    after));
  }

  private Optional<HealingAction> action(Cursor at) {
    return RemediationKind.ACTIONS.stream()
        .flatMap(word -> at.at(word).flatMap(body -> action(word, body)).stream())
        .findFirst();
  }

  private Optional<HealingAction> action(String word, Cursor at) {
    return switch (word) {
      case "shift" -> shift(at);
      case "eject" -> eject(at);
      case "scale" -> scale(at);
      case "restart" -> restart(at);
      case "flag" -> flag(at);
      case "shed" -> shed(at);
      case "rollBack" -> at.text("canary").map(HealingAction.RollBack::new);
      case "drain" -> Optional.of(leave(at, false));
      case "failOver" -> Optional.of(leave(at, true));
      case "webhook" -> call(at);
      default -> script(at);
    };
  }

  private static HealingAction leave(Cursor at, boolean loss) {
    return new HealingAction.LeaveRegion(at.text("region").orElse(REGION), loss);
  }

  private Optional<HealingAction> shift(Cursor at) {
    var weights = new LinkedHashMap<String, Integer>();
    at.at("weights")
        .ifPresent(
            map ->
                map.entries()
                    .forEach((backend, _) -> weights.put(backend, wholes.of(map, backend, 0))));
    if (weights.isEmpty()) {
      at.at("weights").ifPresent(map -> report.accept(map.badValue("a weight at least", "")));
      return Optional.empty();
    }
    return at.text("target")
        .map(target -> new HealingAction.Shift(target, at.text("mesh").orElse(""), weights));
  }

  private static Optional<HealingAction> eject(Cursor at) {
    var version = at.text("version");
    var address = at.text("address");
    return version.isEmpty() || address.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HealingAction.Eject(at.text("mesh").orElse(""), version.get(), address.get()));
  }

  private Optional<HealingAction> scale(Cursor at) {
    int by = wholes.of(at, "by", 1);
    int most = wholes.of(at, "most", 0);
    return at.text("target")
        .filter(_ -> most > 0)
        .map(
            target ->
                new HealingAction.Scale(target, at.text("orchestrator").orElse(""), by, most));
  }

  private static Optional<HealingAction> restart(Cursor at) {
    return at.text("target")
        .map(target -> new HealingAction.Restart(target, at.text("orchestrator").orElse("")));
  }

  private static Optional<HealingAction> flag(Cursor at) {
    var file = at.text("file");
    var name = at.text("name");
    var variant = at.text("variant");
    return file.isEmpty() || name.isEmpty() || variant.isEmpty()
        ? Optional.empty()
        : Optional.of(new HealingAction.Toggle(file.get(), name.get(), variant.get()));
  }

  private static Optional<HealingAction> shed(Cursor at) {
    var keep = at.at("keep");
    return at.number("share").stream()
        .filter(share -> share > 0 && share <= 1)
        .mapToObj(
            share ->
                (HealingAction)
                    new HealingAction.Shed(
                        at.text("mesh").orElse(""),
                        share,
                        keep.flatMap(k -> k.text("header")).orElse(""),
                        keep.map(k -> k.items("values").stream().map(Cursor::scalar).toList())
                            .orElse(java.util.List.of())))
        .findFirst();
  }

  private static Optional<HealingAction> call(Cursor at) {
    return at.text("url")
        .map(
            url ->
                new HealingAction.Call(
                    url,
                    at.text("undo").orElse(""),
                    time(at, "timeout", Duration.ofSeconds(30)),
                    at.flag("allowLoopback", false)));
  }

  private static Optional<HealingAction> script(Cursor at) {
    return at.text("file")
        .map(
            file ->
                new HealingAction.Script(
                    file,
                    at.items("args").stream().map(Cursor::scalar).toList(),
                    at.text("undo").orElse(""),
                    time(at, "timeout", Duration.ofSeconds(30))));
  }

  private Verification verification(Cursor at) {
    at.at("query").ifPresent(this::query);
    at.at("control").ifPresent(this::query);
    var usual = Verification.DEFAULT;
    var settle = time(at, "settle", usual.settle());
    var within = time(at, "within", usual.within());
    if (within.compareTo(settle) <= 0) {
      at.at("within")
          .or(() -> at.at("settle"))
          .ifPresent(wrong -> report.accept(wrong.badValue("within is longer than settle", "")));
      return usual;
    }
    return new Verification(
        at.text("query").orElse(""),
        at.text("control").orElse(""),
        at.number("atMost").orElse(at.has("query") ? 0.01 : usual.atMost()),
        settle,
        within,
        time(at, "hold", usual.hold()));
  }

  private Guards guards(Cursor at) {
    var usual = Guards.DEFAULT;
    return new Guards(
        time(at, "dataAge", usual.dataAge()),
        wholes.of(at, "perHour", usual.perHour()),
        time(at, "coolDown", usual.coolDown()),
        new Ratio(at.number("traffic").orElse(usual.traffic().value())),
        at.number("users").orElse(usual.users()),
        at.number("money").orElse(usual.money()),
        wholes.of(at, "left", usual.left()),
        new Ratio(at.number("systemic").orElse(usual.systemic().value())),
        wholes.of(at, "proven", usual.proven()),
        wholes.of(at, "eyes", usual.eyes()),
        time(at, "approval", usual.approval()),
        time(at, "oscillation", usual.oscillation()));
  }

  /** The place's region and service are put in when it is asked. */
  private void query(Cursor query) {
    queries
        .problemOf(
            query.scalar().strip().replace(REGION, "region").replace("${service}", "service"))
        .ifPresent(
            what ->
                report.accept(
                    query.badValue("PromQL; " + what, "Fix: try it with `ballast query`")));
  }

  private static Duration time(Cursor at, String key, Duration otherwise) {
    return at.text(key).map(RegionPolicies::time).orElse(otherwise);
  }
}
