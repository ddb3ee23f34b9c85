// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Sli;
import java.util.HashMap;
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

    /** A measured value that the objective's {@code op} and {@code value} judge. */
    record Measured(String query, String dataSource) implements Indicator {}
  }

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
    registry.all(Kind.SLI).forEach(this::of);
  }

  Optional<Indicator> of(Resource sli) {
    var read = known.get(sli);
    if (read == null) {
      read = sli.spec().flatMap(this::read);
      known.put(sli, read);
    }
    return read;
  }

  /** The indicator of a map that has {@code indicator} or {@code indicatorRef}. */
  Optional<Indicator> chosenBy(Cursor owner) {
    if (owner.has("indicator")) {
      return owner.at("indicator").flatMap(inline -> inline.at("spec")).flatMap(this::read);
    }
    return owner
        .at("indicatorRef")
        .flatMap(reference -> registry.resolve(Kind.SLI, reference))
        .flatMap(this::of);
  }

  private Optional<Indicator> read(Cursor spec) {
    var threshold = spec.at("thresholdMetric");
    if (threshold.isPresent()) {
      return threshold
          .flatMap(metrics::read)
          .map(metric -> new Indicator.Measured(metric.query(), metric.dataSource()));
    }
    return spec.at("ratioMetric").flatMap(this::ratio);
  }

  private Optional<Indicator> ratio(Cursor ratio) {
    var counter = ratio.flag("counter", false);
    var raw = ratio.at("raw").flatMap(metrics::read);
    var type = ratio.text("rawType");
    if (raw.isPresent() && type.isPresent()) {
      var kind = Sli.Raw.Type.valueOf(type.get().toUpperCase(Locale.ROOT));
      return Optional.of(
          new Indicator.Complete(
              new Sli.Raw(counter, kind, raw.get().query()), raw.get().dataSource()));
    }
    var good = ratio.at("good").flatMap(metrics::read);
    var bad = ratio.at("bad").flatMap(metrics::read);
    var total = ratio.at("total").flatMap(metrics::read);
    var part = good.or(() -> bad);
    if (part.isEmpty() || total.isEmpty() || !haveOneSource(part.get(), total.get())) {
      return Optional.empty();
    }
    var side = good.isPresent() ? Sli.Ratio.Side.GOOD : Sli.Ratio.Side.BAD;
    return Optional.of(
        new Indicator.Complete(
            new Sli.Ratio(counter, side, part.get().query(), total.get().query()),
            total.get().dataSource()));
  }

  private boolean haveOneSource(Metrics.Metric part, Metrics.Metric total) {
    if (part.dataSource().equals(total.dataSource())) {
      return true;
    }
    var at = total.at();
    report.accept(
        new Problem.Unsupported(
            at.at("metricSourceRef").map(Cursor::place).orElse(at.place()),
            Advice.join(at.path(), "metricSourceRef"),
            "another data source than for the good or bad events",
            "one data source for an SLI",
            "It is valid OpenSLO. Fix: ask both of one data source"));
    return false;
  }
}
