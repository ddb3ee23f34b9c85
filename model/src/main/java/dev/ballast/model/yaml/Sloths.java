// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.sloth.AlertWindows;
import dev.ballast.model.sloth.AlertWindows.Burn;
import dev.ballast.model.sloth.AlertWindows.Pair;
import dev.ballast.model.sloth.SlothSlo;
import dev.ballast.model.sloth.SlothSlo.Alert;
import dev.ballast.model.sloth.SlothSlo.Errors;
import dev.ballast.model.sloth.SlothSpec;
import dev.ballast.model.sloth.SlothSpec.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads Sloth's files and resources. Its plug-ins are Go programs and are not run. */
final class Sloths {

  /** Steps of Sloth that are what Ballast does anyway, or that change nothing. */
  private static final String CORE = "sloth.dev/core/";

  private static final String VALIDATION = "sloth.dev/core/validate/";

  private final Registry registry;
  private final Metrics metrics;
  private final Consumer<Problem> report;
  private final Map<String, Place> ids = new HashMap<>();

  Sloths(Registry registry, Metrics metrics, Consumer<Problem> report) {
    this.registry = registry;
    this.metrics = metrics;
    this.report = report;
  }

  List<SlothSpec> readAll() {
    var specs = new ArrayList<SlothSpec>();
    registry.slothFiles().forEach(file -> specs.add(read(file, new Format.File(), true)));
    for (Resource resource : registry.all(Kind.SLOTH)) {
      resource
          .spec()
          .ifPresent(spec -> specs.add(read(spec, kubernetes(resource.cursor()), false)));
    }
    return specs;
  }

  List<AlertWindows> windows() {
    var all = new ArrayList<AlertWindows>();
    for (Resource resource : registry.all(Kind.SLOTH_WINDOWS)) {
      resource.spec().flatMap(Sloths::windows).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<AlertWindows> windows(Cursor spec) {
    var page = spec.at("page").flatMap(Sloths::pair);
    var ticket = spec.at("ticket").flatMap(Sloths::pair);
    return spec.text("sloPeriod")
        .flatMap(
            period ->
                page.flatMap(
                    one ->
                        ticket.map(
                            two -> new AlertWindows(PrometheusTime.parse(period), one, two))));
  }

  private static Optional<Pair> pair(Cursor pair) {
    var slow = pair.at("slow").flatMap(Sloths::burn);
    return pair.at("quick")
        .flatMap(Sloths::burn)
        .flatMap(quick -> slow.map(other -> new Pair(quick, other)));
  }

  private static Optional<Burn> burn(Cursor burn) {
    var percent = burn.number("errorBudgetPercent");
    var small = burn.text("shortWindow");
    var large = burn.text("longWindow");
    return percent.isEmpty() || small.isEmpty() || large.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Burn(
                percent.getAsDouble(),
                PrometheusTime.parse(small.get()),
                PrometheusTime.parse(large.get())));
  }

  private static Format kubernetes(Cursor resource) {
    var metadata = resource.at("metadata");
    return new Format.Kubernetes(
        metadata.flatMap(m -> m.text("name")).orElse(""),
        metadata.flatMap(m -> m.text("namespace")).orElse(""),
        metadata.map(m -> texts(m, "labels")).orElse(new TreeMap<>()),
        metadata.map(m -> texts(m, "annotations")).orElse(new TreeMap<>()));
  }

  private SlothSpec read(Cursor spec, Format format, boolean snake) {
    new Strangers("Sloth", report).warn(spec);
    var plugins = new ArrayList<String>();
    var chain = spec.at(snake ? "slo_plugins" : "sloPlugins");
    chain.ifPresent(at -> collect(at, plugins));
    var overrides = chain.map(at -> at.flag("overridePrevious", false)).orElse(false);
    var service = spec.text("service").orElse("");
    var labels = texts(spec, "labels");
    var slos = new ArrayList<SlothSlo>();
    for (Cursor slo : spec.items("slos")) {
      slo.at("plugins").ifPresent(at -> collect(at, plugins));
      read(slo, service, labels, snake, overrides && !validates(plugins)).ifPresent(slos::add);
    }
    return new SlothSpec(format, slos, plugins, overrides);
  }

  private static boolean validates(List<String> plugins) {
    return plugins.stream().anyMatch(id -> id.startsWith(VALIDATION));
  }

  private void collect(Cursor plugins, List<String> ids) {
    for (Cursor plugin : plugins.items("chain")) {
      var id = plugin.at("id");
      id.map(Cursor::scalar).ifPresent(ids::add);
      if (id.isPresent() && !id.get().scalar().startsWith(CORE)) {
        report.accept(
            new Problem.Unsupported(
                id.get().place(),
                id.get().path(),
                id.get().shown(),
                "Sloth's own steps, " + CORE + "…",
                "It is a Go program, which Ballast does not run: rules that it changes differ"));
      }
    }
  }

  private Optional<SlothSlo> read(
      Cursor slo,
      String service,
      SortedMap<String, String> shared,
      boolean snake,
      boolean otherDialect) {
    var name = slo.at("name");
    var objective = slo.number("objective");
    var errors = slo.at("sli").flatMap(sli -> errors(sli, snake, otherDialect));
    var page = alert(slo, snake ? "page_alert" : "pageAlert");
    var ticket = alert(slo, snake ? "ticket_alert" : "ticketAlert");
    if (page.name().isEmpty() && !(page.disabled() && ticket.disabled())) {
      var alerting = slo.at("alerting").orElse(slo);
      report.accept(
          new Problem.MissingKey(
              alerting.placeOf("name"),
              Advice.join(slo.path(), "alerting.name"),
              "the name of the alerts, or both disabled",
              "Write: name: MyServiceHighErrorRate"));
    }
    if (name.isEmpty() || service.isEmpty() || objective.isEmpty() || errors.isEmpty()) {
      return Optional.empty();
    }
    var id = service + "-" + name.get().scalar();
    reportDuplicate(id, name.get());
    var labels = new TreeMap<>(shared);
    labels.putAll(texts(slo, "labels"));
    return Optional.of(
        new SlothSlo(
            id,
            name.get().scalar(),
            service,
            objective.getAsDouble(),
            Duration.ZERO,
            labels,
            errors.get(),
            page,
            ticket));
  }

  private void reportDuplicate(String id, Cursor name) {
    var earlier = ids.putIfAbsent(id, name.place());
    if (earlier != null) {
      report.accept(
          new Problem.Duplicate(
              name.place(),
              name.path(),
              name.shown(),
              "each name once for a service; the first is at " + earlier,
              "Fix: rename one or remove it",
              Severity.ERROR));
    }
  }

  private Optional<Errors> errors(Cursor sli, boolean snake, boolean otherDialect) {
    var events = sli.at("events");
    if (events.isPresent()) {
      var error = query(events.get(), snake ? "error_query" : "errorQuery", otherDialect);
      var total = query(events.get(), snake ? "total_query" : "totalQuery", otherDialect);
      return error.flatMap(bad -> total.map(all -> new Errors.Events(bad, all)));
    }
    var plugin = sli.at("plugin").flatMap(at -> at.at("id"));
    if (plugin.isPresent()) {
      report.accept(
          new Problem.Unsupported(
              plugin.get().place(),
              plugin.get().path(),
              plugin.get().shown(),
              "events, raw",
              "It is a Go program, which Ballast does not run: the SLO is kept, but not watched"));
      return Optional.of(new Errors.Plugin(plugin.get().scalar()));
    }
    return sli.at("raw")
        .flatMap(raw -> query(raw, snake ? "error_ratio_query" : "errorRatioQuery", otherDialect))
        .map(Errors.Raw::new);
  }

  private Optional<String> query(Cursor map, String key, boolean otherDialect) {
    var query = map.at(key);
    if (query.isPresent() && !query.get().scalar().matches("(?s).*\\{\\{ *\\.window *\\}\\}.*")) {
      report.accept(
          query.get().badValue("a query with {{.window}} for the window", "Write: [{{.window}}]"));
      return Optional.empty();
    }
    return otherDialect
        ? query.map(Cursor::scalar).map(String::strip)
        : query.flatMap(metrics::promql);
  }

  private static Alert alert(Cursor slo, String key) {
    var alerting = slo.at("alerting");
    var own = alerting.flatMap(a -> a.at(key));
    var labels = alerting.map(a -> texts(a, "labels")).orElse(new TreeMap<>());
    own.ifPresent(a -> labels.putAll(texts(a, "labels")));
    var annotations = alerting.map(a -> texts(a, "annotations")).orElse(new TreeMap<>());
    own.ifPresent(a -> annotations.putAll(texts(a, "annotations")));
    return new Alert(
        own.map(a -> a.flag("disable", false)).orElse(false),
        alerting.flatMap(a -> a.text("name")).orElse(""),
        labels,
        annotations);
  }

  private static SortedMap<String, String> texts(Cursor map, String key) {
    var texts = new TreeMap<String, String>();
    map.at(key)
        .map(Cursor::entries)
        .orElse(Collections.emptyMap())
        .forEach((name, value) -> texts.put(name, value.scalar()));
    return texts;
  }
}
