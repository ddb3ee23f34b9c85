// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.gameday.BlastRadius;
import dev.ballast.model.gameday.CanaryLoad;
import dev.ballast.model.gameday.GameDay;
import dev.ballast.model.gameday.HeaderText;
import dev.ballast.model.gameday.Objectives;
import dev.ballast.model.gameday.Regressions;
import dev.ballast.model.gameday.Roles;
import dev.ballast.model.gameday.Safety;
import dev.ballast.model.gameday.SteadyState;
import dev.ballast.model.gameday.SteadyState.Tolerance;
import dev.ballast.model.gameday.SteadyState.Tolerance.Operator;
import dev.ballast.model.gameday.StopRule;
import dev.ballast.model.gameday.WatchedName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads plans of game days. */
final class GameDays {

  private static final double MOST_PER_SECOND = 200;
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  private final Registry registry;
  private final QueryChecker queries;
  private final Consumer<Problem> report;
  private boolean broken;

  GameDays(Registry registry, QueryChecker queries, Consumer<Problem> report) {
    this.registry = registry;
    this.queries = queries;
    this.report = report;
  }

  List<GameDay> readAll() {
    var days = new ArrayList<GameDay>();
    for (Resource resource : registry.all(Kind.GAME_DAY)) {
      broken = !resource.isNamed();
      resource.spec().flatMap(spec -> read(resource, spec)).ifPresent(days::add);
    }
    return days;
  }

  private Optional<GameDay> read(Resource resource, Cursor spec) {
    var wholes = new Wholes(this::refuse);
    var zone =
        spec.at("timeZone").map(at -> TimeWindows.zone(at, this::refuse).orElse(ZoneOffset.UTC));
    var safety = safety(spec.at("safety"));
    var blast = spec.at("blastRadius").map(GameDays::blast).orElse(BlastRadius.ANY);
    var roles = spec.at("roles").map(GameDays::roles).orElse(Roles.NOBODY);
    var steady = spec.at("steadyState").map(this::steady).orElse(SteadyState.NONE);
    var stops = new ArrayList<StopRule>();
    spec.items("stopWhen").forEach(item -> stop(item).ifPresent(stops::add));
    spec.at("start").ifPresent(this::instant);
    var steps = new GameDaySteps(blast, steady, this::refuse).read(spec);
    twoPersons(spec, roles);
    var load = load(spec);
    var seed = wholes.of(spec, "seed", 1);
    if (broken || steps.isEmpty() || safety.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new GameDay(
            resource.name(),
            spec.text("objective").orElse(""),
            spec.text("service").orElse(""),
            GameDay.Mode.valueOf(upper(spec.text("mode").orElse("rehearse"))),
            zone.map(ZoneId.class::cast).orElse(ZoneOffset.UTC),
            spec.text("start").orElse(""),
            seed,
            spec.number("scale").orElse(1),
            roles,
            steady,
            load,
            names(spec),
            blast,
            stops,
            safety.get(),
            steps,
            objectives(spec.at("objectives")),
            spec.at("afterwards")
                .flatMap(after -> after.at("regressions"))
                .map(GameDays::regressions)
                .orElse(Regressions.NONE)));
  }

  private void twoPersons(Cursor spec, Roles roles) {
    boolean alone =
        roles.owner().isEmpty()
            || roles.coordinator().isEmpty()
            || roles.owner().equals(roles.coordinator());
    if (alone) {
      spec.at("safety")
          .flatMap(at -> at.at("twoPersonRule"))
          .filter(at -> at.scalar().equals("true"))
          .ifPresent(
              at ->
                  refuse(
                      at.badValue("an owner and another coordinator in roles", "Fix: name both")));
    }
  }

  private Optional<Safety> safety(Optional<Cursor> given) {
    if (given.isEmpty()) {
      return Optional.of(Safety.DEFAULT);
    }
    var at = given.get();
    var lease = Times.of(at, "lease", Safety.DEFAULT.lease());
    var renew = Times.of(at, "renewEvery", Safety.DEFAULT.renewEvery());
    if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
      at.at("lease").ifPresent(a -> refuse(a.badValue("1s to 600s", "Write: lease: 10s")));
      return Optional.empty();
    }
    if (renew.isZero() || renew.multipliedBy(2).compareTo(lease) > 0) {
      at.at("renewEvery")
          .or(() -> at.at("lease"))
          .ifPresent(
              a ->
                  refuse(
                      a.badValue(
                          "renewEvery above 0 and at most half of lease",
                          "Write: {lease: 10s, renewEvery: 3s}")));
      return Optional.empty();
    }
    return Optional.of(
        new Safety(
            lease, renew, at.flag("requireHealProof", true), at.flag("twoPersonRule", false)));
  }

  private static BlastRadius blast(Cursor at) {
    return new BlastRadius(
        words(at, "regions"),
        share(at, "maxTrafficShare", 1),
        share(at, "maxErrorBudgetSpend", 1),
        words(at, "exclude"));
  }

  private static Roles roles(Cursor at) {
    return new Roles(
        at.text("owner").orElse(""),
        at.text("coordinator").orElse(""),
        at.text("scribe").orElse(""),
        words(at, "observers"),
        words(at, "responders"));
  }

  private SteadyState steady(Cursor at) {
    var checks = new ArrayList<SteadyState.Check>();
    for (Cursor item : at.items("checks")) {
      var name = item.text("name").orElse("check");
      item.text("sloRef").ifPresent(slo -> checks.add(new SteadyState.Check.OfSlo(name, slo)));
      item.at("query")
          .or(() -> item.at("metric"))
          .ifPresent(
              query -> {
                var text = query.scalar().strip();
                queries
                    .problemOf(text)
                    .ifPresent(
                        what ->
                            refuse(
                                query.badValue(
                                    "PromQL; " + what, "Fix: try it with `ballast query`")));
                item.at("tolerance")
                    .map(GameDays::tolerance)
                    .ifPresent(
                        bound -> checks.add(new SteadyState.Check.OfQuery(name, text, bound)));
              });
    }
    return new SteadyState(Times.of(at, "hold", Duration.ofMinutes(5)), checks);
  }

  private static Tolerance tolerance(Cursor at) {
    for (Operator operator : Operator.values()) {
      var bound = at.number(operator.name().toLowerCase(Locale.ROOT));
      if (bound.isPresent()) {
        return new Tolerance(operator, bound.getAsDouble());
      }
    }
    return new Tolerance(Operator.LT, Double.NaN); // Reported by the shape's rule.
  }

  private List<CanaryLoad> load(Cursor spec) {
    var all = new ArrayList<CanaryLoad>();
    for (Cursor item : spec.items("load")) {
      var rate = item.text("rate").map(text -> Double.parseDouble(text.replace("/s", "")));
      if (rate.filter(r -> !(r > 0 && r <= MOST_PER_SECOND)).isPresent()) {
        item.at("rate").ifPresent(at -> refuse(at.badValue("above 0, at most 200/s", "")));
        continue;
      }
      var target = item.text("target");
      var records = item.text("record").orElse("");
      var look = item.at("look").flatMap(this::look);
      if (look.isPresent()
          && !(records.equals(CanaryLoad.WRITES) && target.orElse("").contains(CanaryLoad.ID))) {
        item.at("look")
            .ifPresent(
                at ->
                    refuse(
                        at.badValue(
                            "record: acknowledgedWrites and a target with {id}",
                            "Without, nobody knows which writes to look for")));
        continue;
      }
      refuseVariables(item.at("headers"));
      if (rate.isPresent() && item.text("name").isPresent() && target.isPresent()) {
        all.add(
            new CanaryLoad(
                item.text("name").get(),
                target.get(),
                rate.get(),
                words(item, "from"),
                records,
                texts(item.at("headers")),
                look.orElse(null)));
      }
    }
    return all;
  }

  private void refuseVariables(Optional<Cursor> headers) {
    headers.ifPresent(
        at ->
            at.entries()
                .forEach(
                    (header, value) -> {
                      if (!HeaderText.variables(value.scalar()).stream()
                          .allMatch(HeaderText::isAllowed)) {
                        refuse(
                            new Problem.BadValue(
                                value.place(),
                                value.path(),
                                "another variable", // The rest of it may be a secret.
                                "variables that begin with " + HeaderText.PREFIX,
                                "Write: ${%sTOKEN}".formatted(HeaderText.PREFIX)));
                      }
                    }));
  }

  private Optional<CanaryLoad.Look> look(Cursor at) {
    var store = at.text("store");
    var query = at.text("query");
    if (query.isPresent() && query.get().chars().filter(c -> c == '?').count() != 1) {
      at.at("query")
          .ifPresent(
              q ->
                  refuse(
                      q.badValue(
                          "SQL with one ? for the ids",
                          "Write: SELECT id::text FROM orders WHERE id::text = ANY(?)")));
      return Optional.empty();
    }
    return store.isPresent() && query.isPresent()
        ? Optional.of(new CanaryLoad.Look(store.get(), query.get()))
        : Optional.empty();
  }

  private static List<WatchedName> names(Cursor spec) {
    return spec.items("names").stream()
        .filter(item -> item.text("name").isPresent())
        .map(
            item ->
                new WatchedName(
                    item.text("name").get(), words(item, "resolvers"), texts(item.at("addresses"))))
        .toList();
  }

  private static Map<String, String> texts(Optional<Cursor> map) {
    var all = new TreeMap<String, String>();
    map.ifPresent(at -> at.entries().forEach((key, value) -> all.put(key, value.scalar())));
    return all;
  }

  private Optional<StopRule> stop(Cursor item) {
    if (item.has("slo")) {
      return item.text("slo")
          .map(
              slo ->
                  new StopRule.Burn(
                      slo,
                      item.number("burnRate").orElse(1),
                      Times.of(item, "for", Duration.ofMinutes(1))));
    }
    if (item.has("errorBudgetRemaining")) {
      return item.at("errorBudgetRemaining")
          .map(at -> new StopRule.Budget(at.text("service").orElse(""), share(at, "below", 0)));
    }
    return item.has("alarm")
        ? item.text("url").map(StopRule.Alarm::new)
        : item.has("manual")
            ? Optional.of(new StopRule.Manual(words(item, "manual")))
            : Optional.empty();
  }

  private static Objectives objectives(Optional<Cursor> given) {
    var usual = Objectives.DEFAULT;
    return given
        .map(
            at ->
                new Objectives(
                    Times.of(at, "detect", usual.detect()),
                    Times.of(at, "failover", usual.failover()),
                    at.at("rpo")
                        .map(rpo -> (long) rpo.number("lostAcknowledgedWrites").orElse(0))
                        .orElse(usual.lostWrites()),
                    at.number("errorMinutes").orElse(usual.errorMinutes()),
                    at.number("alertRecall").orElse(usual.alertRecall()),
                    Times.of(at, "dnsTailAfterFailover", usual.dnsTail())))
        .orElse(usual);
  }

  private static Regressions regressions(Cursor at) {
    return new Regressions(
        at.text("schedule").orElse(""), at.number("scale").orElse(0.1), words(at, "failBuildOn"));
  }

  private void instant(Cursor at) {
    try {
      var text = at.scalar();
      Instant.parse(text.length() == 17 ? text.replace("Z", ":00Z") : text);
    } catch (DateTimeParseException _) {
      refuse(at.badValue("a time that exists", ""));
    }
  }

  static List<String> words(Cursor at, String key) {
    return at.items(key).stream().map(Cursor::scalar).toList();
  }

  static double share(Cursor at, String key, double otherwise) {
    return at.text(key)
        .map(text -> Double.parseDouble(text.substring(0, text.length() - 1)) / 100)
        .orElse(otherwise);
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private void refuse(Problem problem) {
    broken = true;
    report.accept(problem);
  }
}
