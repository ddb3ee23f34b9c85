// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Maintenance;
import dev.ballast.model.ServiceName;
import dev.ballast.model.SloName;
import dev.ballast.model.quantity.Ratio;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the times that error budgets do not count. */
final class Maintenances {

  private static final String RULE =
      "FREQ of DAILY, WEEKLY or MONTHLY, with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY";

  private final Registry registry;
  private final Set<SloName> known;
  private final Consumer<Problem> report;

  /**
   * @param known SLOs of any format
   */
  Maintenances(Registry registry, Set<SloName> known, Consumer<Problem> report) {
    this.known = Set.copyOf(known);
    this.registry = registry;
    this.report = report;
  }

  Map<String, Maintenance> readAll() {
    var all = new HashMap<String, Maintenance>();
    for (Resource resource : registry.all(Kind.MAINTENANCE)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(one -> all.put(one.name(), one));
    }
    return all;
  }

  private Optional<Maintenance> read(Resource resource, Cursor spec) {
    var slos = new HashSet<SloName>();
    for (Cursor name : spec.items("slos")) {
      var slo = new SloName(name.scalar());
      if (!known.contains(slo)) {
        registry.resolve(Kind.SLO, name);
      }
      slos.add(slo);
    }
    var services = new HashSet<ServiceName>();
    for (Cursor name : spec.items("services")) {
      registry.resolve(Kind.SERVICE, name);
      services.add(new ServiceName(name.scalar()));
    }
    if (!spec.has("slos") && !spec.has("services")) {
      report.accept(
          new Problem.MissingKey(
              spec.place(),
              Advice.join(spec.path(), "services or slos"),
              "what does not count then",
              "Fix: add one"));
    }
    var reason = spec.text("reason");
    var by = spec.text("by");
    var times = times(spec);
    return resource.isNamed() && reason.isPresent() && by.isPresent()
        ? times.map(
            known ->
                new Maintenance(
                    resource.name(),
                    slos,
                    services,
                    known,
                    reason.get(),
                    by.get(),
                    new Ratio(spec.number("cap").orElse(0))))
        : Optional.empty();
  }

  private Optional<Maintenance.Times> times(Cursor spec) {
    var start = spec.at("start").flatMap(this::time);
    var end = spec.at("end").flatMap(this::time);
    var zone = spec.at("timeZone").flatMap(at -> TimeWindows.zone(at, report));
    if (start.isEmpty() || end.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    if (!end.get().isAfter(start.get())) {
      spec.at("end").ifPresent(at -> report.accept(at.badValue("after start", "")));
      return Optional.empty();
    }
    return times(spec, start.get(), end.get(), zone.get());
  }

  private Optional<Maintenance.Times> times(
      Cursor spec, LocalDateTime start, LocalDateTime end, ZoneId zone) {
    try {
      return Optional.of(new Maintenance.Times(start, end, zone, spec.text("rule").orElse("")));
    } catch (IllegalArgumentException _) {
      spec.at("rule").ifPresent(at -> report.accept(at.badValue(RULE, "")));
      return Optional.empty();
    }
  }

  private Optional<LocalDateTime> time(Cursor at) {
    try {
      return Optional.of(LocalDateTime.parse(at.scalar()));
    } catch (DateTimeException _) {
      report.accept(at.badValue("a date and time that exist", ""));
      return Optional.empty();
    }
  }
}
