// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Capacity;
import dev.ballast.model.Capacity.Limit;
import dev.ballast.model.Capacity.Measure;
import dev.ballast.model.Capacity.Peak;
import dev.ballast.model.Capacity.Response;
import dev.ballast.model.Capacity.Timing;
import dev.ballast.model.CapacityName;
import dev.ballast.model.ServiceName;
import dev.ballast.model.quantity.Ratio;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what can run out. */
final class Capacities {

  private static final int MOST_AHEAD = 1_000;
  private static final int LEAST_BACK = 10;
  private static final int MOST_BACK = 5_000;

  private final Registry registry;
  private final QueryChecker queries;
  private final Consumer<Problem> report;

  Capacities(Registry registry, QueryChecker queries, Consumer<Problem> report) {
    this.registry = registry;
    this.queries = queries;
    this.report = report;
  }

  Map<CapacityName, Capacity> readAll() {
    var all = new HashMap<CapacityName, Capacity>();
    for (Resource resource : registry.all(Kind.CAPACITY)) {
      resource
          .spec()
          .flatMap(spec -> read(resource, spec))
          .ifPresent(capacity -> all.put(capacity.name(), capacity));
    }
    return all;
  }

  private Optional<Capacity> read(Resource resource, Cursor spec) {
    var service = spec.at("service");
    service.ifPresent(name -> registry.resolve(Kind.SERVICE, name));
    spec.at("dataSource").ifPresent(name -> registry.resolve(Kind.DATA_SOURCE, name));
    var query = spec.at("query").flatMap(this::query);
    var limit = limit(spec);
    var timing = timing(spec);
    var response = response(spec);
    if (!resource.isNamed()
        || service.isEmpty()
        || query.isEmpty()
        || limit.isEmpty()
        || timing.isEmpty()
        || response.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Capacity(
            new CapacityName(resource.name()),
            new ServiceName(service.get().scalar()),
            new Measure(
                query.get(),
                spec.text("dataSource").orElse(""),
                spec.text("unit").orElse(""),
                Peak.valueOf(spec.text("peak").orElse("max").toUpperCase(Locale.ROOT))),
            limit.get(),
            timing.get(),
            response.get()));
  }

  private Optional<String> query(Cursor query) {
    var text = query.scalar().strip();
    var problem = queries.problemOf(text);
    problem.ifPresent(
        what ->
            report.accept(query.badValue("PromQL; " + what, "Fix: try it with `ballast query`")));
    return problem.isPresent() ? Optional.empty() : Optional.of(text);
  }

  private Optional<Limit> limit(Cursor spec) {
    var unit = spec.text("unit").orElse("");
    var least = spec.number("min").orElse(leastOf(unit));
    var most = spec.number("max").orElse(mostOf(unit));
    var consecutive = spec.at("consecutive").flatMap(this::consecutive);
    var bounded = least < most;
    if (!bounded) {
      spec.at(spec.has("min") ? "min" : "max")
          .ifPresent(
              at ->
                  report.accept(
                      at.badValue("min below max, " + plain(least) + " < " + plain(most), "")));
    }
    var limit = spec.at("limit");
    if (limit.isEmpty() || !bounded) {
      return Optional.empty();
    }
    var value = spec.number("limit").orElseThrow();
    if (value <= least || value > most) {
      report.accept(
          limit
              .get()
              .badValue(
                  "above min and at most max, " + plain(least) + " to " + plain(most),
                  hint(value, unit)));
      return Optional.empty();
    }
    if (spec.has("consecutive") && consecutive.isEmpty()) {
      return Optional.empty();
    }
    var counts = consecutive.orElse(new int[] {1, 1});
    return Optional.of(new Limit(value, least, most, counts[0], counts[1]));
  }

  private static double leastOf(String unit) {
    return unit.equals("percent") || unit.equals("ratio") ? 0 : Double.NEGATIVE_INFINITY;
  }

  private static double mostOf(String unit) {
    return switch (unit) {
      case "percent" -> 100;
      case "ratio" -> 1;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  private static String hint(double value, String unit) {
    return unit.equals("ratio") && value > 1 && value <= 100 ? "Write: unit: percent" : "";
  }

  private Optional<int[]> consecutive(Cursor at) {
    var parts = at.scalar().split(" of ", -1);
    int breaches = Integer.parseInt(parts[0]);
    int of = Integer.parseInt(parts[1]);
    if (breaches > of) {
      report.accept(
          at.badValue(
              CapacityKind.CONSECUTIVE.rule(), "Write: consecutive: " + of + " of " + breaches));
      return Optional.empty();
    }
    return Optional.of(new int[] {breaches, of});
  }

  /** Each time after the ones that its default follows from. */
  private Optional<Timing> timing(Cursor spec) {
    var timing = time(spec, "leadTime").map(Timing::forLeadTime).orElse(Timing.DEFAULT);
    var safety = time(spec, "safety");
    timing = safety.isPresent() ? timing.withSafety(safety.get()) : timing;
    var step = time(spec, "step");
    timing = step.isPresent() ? timing.withStep(step.get()) : timing;
    var horizon = time(spec, "horizon");
    if (horizon.isPresent() && horizon.get().compareTo(timing.decision()) < 0) {
      problem(spec, "horizon", "at least leadTime and safety, " + words(timing.decision()));
      return Optional.empty();
    }
    timing = horizon.isPresent() ? timing.withHorizon(horizon.get()) : timing;
    if (timing.step().compareTo(timing.leadTime()) > 0) {
      problem(
          spec,
          spec.has("step") ? "step" : "leadTime",
          "a step of at most leadTime, " + words(timing.leadTime()));
      return Optional.empty();
    }
    if (timing.horizon().dividedBy(timing.step()) > MOST_AHEAD) {
      problem(
          spec,
          spec.has("step") ? "step" : spec.has("horizon") ? "horizon" : "leadTime",
          "at most 1000 steps in the horizon, " + words(timing.horizon()));
      return Optional.empty();
    }
    var history = time(spec, "history");
    timing = history.isPresent() ? timing.withHistory(history.get()) : timing;
    long back = timing.history().dividedBy(timing.step());
    if (back < LEAST_BACK || back > MOST_BACK) {
      problem(
          spec,
          history.isPresent() ? "history" : spec.has("step") ? "step" : "leadTime",
          "10 to 5000 steps of " + words(timing.step()) + " in the history");
      return Optional.empty();
    }
    return Optional.of(timing);
  }

  private void problem(Cursor spec, String key, String rule) {
    spec.at(key).ifPresent(at -> report.accept(at.badValue(rule, "")));
  }

  private static Optional<Duration> time(Cursor spec, String key) {
    return spec.text(key).map(text -> text.startsWith("0") ? Duration.ZERO : Windows.parse(text));
  }

  private Optional<Response> response(Cursor spec) {
    var actAt = spec.number("actAt");
    var response =
        actAt.isPresent() ? Response.actingAt(new Ratio(actAt.getAsDouble())) : Response.DEFAULT;
    var clearAt = spec.number("clearAt");
    if (clearAt.isPresent()) {
      if (clearAt.getAsDouble() > response.actAt().value()) {
        problem(spec, "clearAt", "at most actAt, " + plain(response.actAt().value()));
        return Optional.empty();
      }
      response = response.withClearAt(new Ratio(clearAt.getAsDouble()));
    }
    return Optional.of(
        response.withAction(spec.text("action").orElse(""), spec.text("command").orElse("")));
  }

  private static String plain(double value) {
    return Double.isInfinite(value)
        ? "no bound"
        : new java.math.BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String words(Duration duration) {
    if (duration.toHours() % 24 == 0 && duration.toHours() > 0) {
      return duration.toDays() + "d";
    }
    return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
  }
}
