// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryMetric.Range;
import dev.ballast.model.rollout.CanaryMetric.Source;
import dev.ballast.model.rollout.ObjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Reads the metrics of a canary: where each comes from, and which values are good. */
final class CanaryMetrics {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final Map<String, Source> BUILT_IN =
      Map.of(
          "request-success-rate", new Source.SuccessRate(),
          "error-rate", new Source.ErrorRate(),
          "request-duration", new Source.RequestDuration(),
          "latency", new Source.RequestDuration());

  private final Registry registry;
  private final Consumer<Problem> report;

  CanaryMetrics(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
  }

  List<CanaryMetric> read(ObjectName canary, Cursor analysis) {
    List<CanaryMetric> metrics = new ArrayList<>();
    for (Cursor item : analysis.items("metrics")) {
      source(canary, item).ifPresent(source -> metrics.add(metric(item, source)));
    }
    return metrics;
  }

  /** A metric of a stage with a source or a range of its own. */
  Optional<CanaryMetric> readOne(ObjectName canary, Cursor item) {
    return source(canary, item).map(source -> metric(item, source));
  }

  static Optional<Duration> interval(Cursor item) {
    return GoDurations.of(item, "interval");
  }

  private CanaryMetric metric(Cursor item, Source source) {
    new CanaryChecks(report).bounds(item, source);
    return new CanaryMetric(
        item.text("name").orElse(""), interval(item).orElse(INTERVAL), source, range(item, source));
  }

  private Optional<Source> source(ObjectName canary, Cursor item) {
    Optional<Cursor> template = item.at("templateRef");
    if (template.isPresent() && template.get().has("name")) {
      ObjectName name = name(template.get()).within(canary.namespace());
      reportAbsent(registry, Kind.METRIC_TEMPLATE, name, template.get());
      Map<String, String> variables = new HashMap<>();
      item.at("templateVariables")
          .ifPresent(map -> map.entries().forEach((key, at) -> variables.put(key, at.scalar())));
      return Optional.of(new Source.Template(name, variables));
    }
    Optional<Source> query = item.text("query").map(Source.Query::new);
    Optional<Cursor> name = item.at("name");
    if (query.isPresent() || name.isEmpty()) {
      return query;
    }
    Source known = BUILT_IN.get(name.get().scalar());
    if (known == null) {
      reportUnknown(item, name.get());
    }
    return Optional.ofNullable(known);
  }

  private void reportUnknown(Cursor item, Cursor name) {
    List<String> known = BUILT_IN.keySet().stream().sorted().toList();
    Optional<String> near = Nearest.to(name.scalar(), known);
    String rule = "unless its name is " + Texts.oneOf(known);
    report.accept(
        near.isPresent()
            ? name.badValue(
                Texts.oneOf(known) + ", or any name beside templateRef or query",
                "Write: name: " + near.get())
            : new Problem.MissingKey(
                item.place(),
                item.path() + ".templateRef or query",
                "one of them, " + rule,
                "Fix: add templateRef"));
  }

  private Range range(Cursor item, Source source) {
    Optional<Cursor> written = item.at("thresholdRange");
    if (written.isPresent()) {
      double min = written.get().number("min").orElse(Range.ANY.min());
      double max = written.get().number("max").orElse(Range.ANY.max());
      if (min > max) {
        report.accept(written.get().badValue("min at most max", "Fix: exchange them"));
      }
      return new Range(min, max);
    }
    OptionalDouble threshold = item.number("threshold");
    if (threshold.isEmpty()) {
      report.accept(
          new Problem.NotUsed(
              item.place(),
              item.path() + ".thresholdRange",
              "missing, so "
                  + (source instanceof Source.SuccessRate ? "any value" : "only 0 or less")
                  + " is good",
              "",
              Severity.WARNING));
    }
    double limit = threshold.orElse(0);
    return source instanceof Source.SuccessRate
        ? new Range(limit, Range.ANY.max())
        : new Range(Range.ANY.min(), limit);
  }

  ObjectName name(Cursor reference) {
    return new ObjectName(
        reference.text("namespace").orElse(""), reference.text("name").orElse(""));
  }

  /** What is referred to may be in the cluster already, so its absence is no error. */
  void reportAbsent(Registry all, Kind kind, ObjectName name, Cursor reference) {
    if (all.find(kind, name.toString()).isEmpty() && all.isMissed(kind, name.toString())) {
      report.accept(
          new Problem.UnresolvedReference(
              reference.place(),
              reference.path(),
              Texts.quoted(name.toString()),
              Registry.article(kind.word()) + " in the files read, unless it is in the cluster",
              all.nearest(kind, name.toString())
                  .map(near -> "Did you mean " + near + "?")
                  .orElse(""),
              Severity.WARNING));
    }
  }
}
