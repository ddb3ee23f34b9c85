// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads {@code metricSource}: which query, and which data source answers it. */
final class Metrics {

  /**
   * A query and where it is asked.
   *
   * @param query PromQL, in which {@code {{.window}}} may stand for the window
   * @param dataSource the name of a DataSource; empty for the default one
   */
  record Metric(String query, String dataSource, Cursor at) {}

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
    return metric.at("metricSource").flatMap(this::readSource);
  }

  private Optional<Metric> readSource(Cursor source) {
    var reference = source.at("metricSourceRef");
    var dataSource = reference.flatMap(ref -> registry.resolve(Kind.DATA_SOURCE, ref));
    var declared = dataSource.flatMap(Resource::spec).flatMap(spec -> spec.text("type"));
    if (!isTypeFine(source, declared)) {
      return Optional.empty();
    }
    var name = reference.map(Cursor::scalar).orElse("");
    return source.at("spec").flatMap(this::query).map(query -> new Metric(query, name, source));
  }

  private boolean isTypeFine(Cursor source, Optional<String> declared) {
    var type = source.at("type");
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
      report.accept(
          new Problem.Unsupported(
              type.get().place(),
              type.get().path(),
              type.get().shown(),
              SUPPORTED,
              "It is valid OpenSLO. Fix: measure it with PromQL, or leave it out for now"));
    }
    return isSupported(declared.or(() -> type.map(Cursor::scalar)).orElse(TYPES.getFirst()));
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
    return checked(query);
  }

  private Optional<String> checked(Cursor query) {
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
