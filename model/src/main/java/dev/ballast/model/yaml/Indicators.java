// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Sli;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads SLIs, each once however many objectives refer to it. */
final class Indicators {

  /** An SLI as far as it is known without the objective. */
  sealed interface Indicator {

    String dataSource();

    /** Complete by itself. */
    record Complete(Sli sli, String dataSource) implements Indicator {}

    /** Asked in a language that Ballast does not speak. */
    record Foreign(String where) implements Indicator {
      @Override
      public String dataSource() {
        return "";
      }
    }

    /** A measured value that the objective's {@code op} and {@code value} judge. */
    record Measured(String query, String dataSource) implements Indicator {}
  }

  private static final List<String> KEYS = List.of("indicator", "indicatorRef", "sli", "sliRef");

  private final Metrics metrics;
  private final Registry registry;
  private final Consumer<Problem> report;
  private final Map<Resource, Optional<Indicator>> known = new HashMap<>();

  Indicators(Metrics metrics, Registry registry, Consumer<Problem> report) {
    this.metrics = metrics;
    this.registry = registry;
    this.report = report;
  }

  /** Reads every SLI of the files, so that problems of unused ones are found too. */
  void readAll() {
    registry.allVersions(Kind.SLI).forEach(this::of);
  }

  Optional<Indicator> of(Resource sli) {
    var read = known.get(sli);
    if (read == null) {
      read = sli.spec().flatMap(this::read);
      known.put(sli, read);
    }
    return read;
  }

  /** Whether a map has an indicator of its own, by the names of any version. */
  static boolean isChosenBy(Cursor owner) {
    return !keyOf(owner).isEmpty();
  }

  /** The key that says which indicator it is; empty when there is none. */
  static String keyOf(Cursor owner) {
    return KEYS.stream().filter(owner::has).findFirst().orElse("");
  }

  /** The indicator of a map that has one of the keys for it. */
  Optional<Indicator> chosenBy(Cursor owner) {
    var key = keyOf(owner);
    if (key.endsWith("Ref")) {
      return owner
          .at(key)
          .flatMap(reference -> registry.resolve(Kind.SLI, reference))
          .flatMap(this::of);
    }
    return owner
        .at(key)
        .flatMap(inline -> inline.at("spec").or(() -> Optional.of(inline)))
        .flatMap(this::read);
  }

  private Optional<Indicator> read(Cursor spec) {
    var threshold = spec.at("thresholdMetric");
    if (threshold.isPresent()) {
      return threshold
          .flatMap(metrics::read)
          .map(
              metric ->
                  switch (metric) {
                    case Metrics.Metric.Promql(String query, String source, Cursor _) ->
                        new Indicator.Measured(query, source);
                    case Metrics.Metric.Foreign(String where, Cursor _) ->
                        new Indicator.Foreign(where);
                  });
    }
    return spec.at("ratioMetric").flatMap(this::ratio);
  }

  /** A ratio, as the map {@code ratioMetric} or v1alpha's {@code ratioMetrics} has it. */
  Optional<Indicator> ratio(Cursor ratio) {
    var counter = ratio.flag("counter", ratio.flag("incremental", false));
    var raw = ratio.at("raw").flatMap(metrics::read);
    var type = ratio.text("rawType");
    if (raw.isPresent() && type.isPresent()) {
      var kind = Sli.Raw.Type.valueOf(type.get().toUpperCase(Locale.ROOT));
      return Optional.of(
          switch (raw.get()) {
            case Metrics.Metric.Promql(String query, String source, Cursor _) ->
                new Indicator.Complete(new Sli.Raw(counter, kind, query), source);
            case Metrics.Metric.Foreign(String where, Cursor _) -> new Indicator.Foreign(where);
          });
    }
    var good = ratio.at("good").flatMap(metrics::read);
    var bad = ratio.at("bad").flatMap(metrics::read);
    var total = ratio.at("total").flatMap(metrics::read);
    var part = good.or(() -> bad);
    var side = good.isPresent() ? Sli.Ratio.Side.GOOD : Sli.Ratio.Side.BAD;
    return part.flatMap(one -> total.map(all -> ratio(counter, side, one, all)));
  }

  private Indicator ratio(
      boolean counter, Sli.Ratio.Side side, Metrics.Metric part, Metrics.Metric total) {
    if (part instanceof Metrics.Metric.Promql one && total instanceof Metrics.Metric.Promql all) {
      return haveOneSource(one, all)
          ? new Indicator.Complete(
              new Sli.Ratio(counter, side, one.query(), all.query()), all.dataSource())
          : new Indicator.Foreign("two data sources");
    }
    return new Indicator.Foreign(
        part instanceof Metrics.Metric.Foreign one ? one.where() : foreign(total));
  }

  private static String foreign(Metrics.Metric metric) {
    return switch (metric) {
      case Metrics.Metric.Foreign(String where, Cursor _) -> where;
      case Metrics.Metric.Promql(String _, String source, Cursor _) -> source;
    };
  }

  private boolean haveOneSource(Metrics.Metric.Promql part, Metrics.Metric.Promql total) {
    if (part.dataSource().equals(total.dataSource())) {
      return true;
    }
    var at = total.at();
    var key = at.has("dataSourceRef") ? "dataSourceRef" : "metricSourceRef";
    report.accept(
        new Problem.Unsupported(
            at.at(key).map(Cursor::place).orElse(at.place()),
            Advice.join(at.path(), key),
            "another data source than for the good or bad events",
            "one data source for an SLI",
            "It is valid OpenSLO and kept, but not watched. Fix: ask both of one data source"));
    return false;
  }
}
