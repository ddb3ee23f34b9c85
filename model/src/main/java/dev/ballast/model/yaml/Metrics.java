// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads what a metric is asked for and where, in any version of OpenSLO. */
final class Metrics {

  /** A query, as far as Ballast understands it. */
  sealed interface Metric {

    /** Where it stands. */
    Cursor at();

    /**
     * Asked in PromQL.
     *
     * @param query PromQL, in which {@code {{.window}}} may stand for the window
     * @param dataSource the name of a DataSource; empty for the default one
     */
    record Promql(String query, String dataSource, Cursor at) implements Metric {}

    /** Asked somewhere else, or nobody knows where. */
    record Foreign(String where, Cursor at) implements Metric {}
  }

  static final List<String> TYPES = List.of("prometheus", "ballast");
  static final String SUPPORTED = "Prometheus, ballast";

  private static final String WINDOW = "{{.window}}";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(.*?)\\s*\\}\\}");

  private final Registry registry;
  private final QueryChecker queries;
  private final Consumer<Problem> report;

  Metrics(Registry registry, QueryChecker queries, Consumer<Problem> report) {
    this.registry = registry;
    this.queries = queries;
    this.report = report;
  }

  /** The metric, or nothing when anything about it was reported. */
  Optional<Metric> read(Cursor metric) {
    if (metric.has("metricSource")) {
      return metric
          .at("metricSource")
          .flatMap(source -> read(source, source.at("metricSourceRef"), source.at("type")));
    }
    if (metric.has("source")) {
      return metric.at("source").flatMap(source -> readAlpha(metric, source));
    }
    return read(
        metric,
        metric.at("dataSourceRef"),
        metric.at("dataSourceSpec").flatMap(spec -> spec.at("type")));
  }

  /** In v1alpha the source is the type, and the query stands beside it. */
  private Optional<Metric> readAlpha(Cursor metric, Cursor source) {
    if (!isSupported(source.scalar()) && !source.scalar().equals("sloth")) {
      reportType(source);
      return Optional.of(new Metric.Foreign(source.scalar(), metric));
    }
    return metric
        .at("query")
        .flatMap(this::promql)
        .map(query -> new Metric.Promql(query, "", metric));
  }

  private Optional<Metric> read(Cursor source, Optional<Cursor> reference, Optional<Cursor> type) {
    var dataSource = reference.flatMap(ref -> registry.resolve(Kind.DATA_SOURCE, ref));
    var declared = dataSource.flatMap(Resource::spec).flatMap(spec -> spec.text("type"));
    if (!isTypeFine(type, declared)) {
      return Optional.empty();
    }
    var known = declared.or(() -> type.map(Cursor::scalar));
    if (known.isEmpty() && reference.isPresent() && dataSource.isEmpty()) {
      return Optional.of(new Metric.Foreign("a data source that is not in these files", source));
    }
    if (!isSupported(known.orElse(TYPES.getFirst()))) {
      return Optional.of(new Metric.Foreign(known.orElse(""), source));
    }
    var name = reference.map(Cursor::scalar).orElse("");
    return source
        .at("spec")
        .flatMap(this::query)
        .map(query -> new Metric.Promql(query, name, source));
  }

  private boolean isTypeFine(Optional<Cursor> type, Optional<String> declared) {
    if (type.isPresent() && declared.isPresent()) {
      if (!type.get().scalar().equalsIgnoreCase(declared.get())) {
        report.accept(
            type.get()
                .badValue(
                    "the type of the data source, " + declared.get(),
                    "Write: type: " + declared.get()));
        return false;
      }
    } else if (type.isPresent() && !isSupported(type.get().scalar())) {
      reportType(type.get());
    }
    return true;
  }

  private void reportType(Cursor type) {
    report.accept(
        new Problem.Unsupported(
            type.place(),
            type.path(),
            type.shown(),
            SUPPORTED,
            "It is valid OpenSLO and kept, but not watched. To watch it, measure it with PromQL"));
  }

  static boolean isSupported(String type) {
    return TYPES.contains(type.toLowerCase(Locale.ROOT));
  }

  private Optional<String> query(Cursor spec) {
    var entries = spec.entries();
    var others = entries.keySet().stream().filter(key -> !key.equals("query")).toList();
    var query = entries.get("query");
    if (query == null) {
      var near = Nearest.to("query", others);
      report.accept(
          new Problem.MissingKey(
              near.map(spec::placeOf).orElse(spec.place()),
              spec.path() + ".query",
              "PromQL",
              near.map(typo -> "Write: query instead of " + typo)
                  .orElse("Write: query: sum(http_requests_total)")));
      return Optional.empty();
    }
    for (String other : others) {
      report.accept(
          new Problem.NotUsed(
              spec.placeOf(other),
              Advice.join(spec.path(), other),
              "not used, only query is",
              "",
              Severity.WARNING));
    }
    return promql(query);
  }

  /** PromQL as written with its placeholder in one form, or nothing when that was reported. */
  Optional<String> promql(Cursor query) {
    if (!query.isScalar() || query.scalar().isBlank()) {
      report.accept(query.badValue("PromQL that is not empty", ""));
      return Optional.empty();
    }
    var text = query.scalar().strip();
    var foreign =
        PLACEHOLDER.matcher(text).results().filter(m -> !m.group(1).equals(".window")).findFirst();
    if (foreign.isPresent()) {
      report.accept(query.badValue("no other placeholder than " + WINDOW, ""));
      return Optional.empty();
    }
    var normal = PLACEHOLDER.matcher(text).replaceAll("{{.window}}");
    var problem = queries.problemOf(normal.replace(WINDOW, "5m"));
    problem.ifPresent(
        what ->
            report.accept(query.badValue("PromQL; " + what, "Fix: try it with `ballast query`")));
    return problem.isPresent() ? Optional.empty() : Optional.of(normal);
  }
}
