// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Budgeting;
import dev.ballast.model.Names;
import dev.ballast.model.ServiceName;
import dev.ballast.model.Sli;
import dev.ballast.model.SloDefinition;
import dev.ballast.model.SloDefinition.Objective;
import dev.ballast.model.SloIndicator;
import dev.ballast.model.SloName;
import dev.ballast.model.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads Pyrra's objectives. Pyrra knows no services: one is named after the label {@code service}
 * of the resource, else after the objective.
 */
final class Pyrras {

  private final Registry registry;
  private final Metrics metrics;
  private final Consumer<Problem> report;

  Pyrras(Registry registry, Metrics metrics, Consumer<Problem> report) {
    this.registry = registry;
    this.metrics = metrics;
    this.report = report;
  }

  List<SloDefinition> readAll() {
    var all = new ArrayList<SloDefinition>();
    for (Resource resource : registry.all(Kind.PYRRA)) {
      resource.spec().flatMap(spec -> read(resource, spec)).ifPresent(all::add);
    }
    return all;
  }

  private Optional<SloDefinition> read(Resource resource, Cursor spec) {
    new Strangers("Pyrra", report).warn(spec);
    var sli = spec.at("indicator").flatMap(this::sli);
    var target = spec.at("target").flatMap(this::target);
    var window = spec.text("window");
    if (sli.isEmpty() || target.isEmpty() || window.isEmpty() || !resource.isNamed()) {
      return Optional.empty();
    }
    if (spec.has("alerting")) {
      report.accept(
          new Problem.NotUsed(
              spec.placeOf("alerting"),
              "spec.alerting",
              "not used: Ballast judges burn rates itself",
              "",
              Severity.INFO));
    }
    var objective =
        new Objective(
            resource.name(),
            Definitions.percent(target.get()),
            new Budgeting.Occurrences(),
            new SloIndicator.Promql(sli.get(), ""),
            1);
    return Optional.of(
        new SloDefinition(
            new SloName(resource.name()),
            resource.name(),
            new ServiceName(service(resource)),
            new TimeWindow.Rolling(PrometheusTime.parse(window.get())),
            List.of(objective),
            false,
            Parts.PYRRA,
            List.of()));
  }

  private static String service(Resource resource) {
    return resource
        .cursor()
        .at("metadata")
        .flatMap(m -> m.at("labels"))
        .flatMap(labels -> labels.text("service"))
        .filter(Names::isValid)
        .orElse(resource.name());
  }

  private Optional<Double> target(Cursor at) {
    var percent = new BigDecimal(at.scalar()).doubleValue();
    if (percent > 0 && percent < 100) {
      return Optional.of(percent);
    }
    report.accept(at.badValue("a number > 0 and < 100", ""));
    return Optional.empty();
  }

  private Optional<Sli> sli(Cursor indicator) {
    var ratio = indicator.at("ratio");
    if (ratio.isPresent()) {
      return counted(ratio.get(), "errors", Sli.Ratio.Side.BAD);
    }
    var latency = indicator.at("latency");
    if (latency.isPresent()) {
      return counted(latency.get(), "success", Sli.Ratio.Side.GOOD);
    }
    var fast = indicator.at("latencyNative");
    if (fast.isPresent()) {
      var most = fast.get().text("latency").map(PrometheusTime::parse);
      return metric(fast.get(), "total").flatMap(all -> most.map(time -> fast(all, time)));
    }
    return indicator
        .at("bool_gauge")
        .flatMap(gauge -> gauge.at("metric"))
        .flatMap(metrics::promql)
        .map(
            selector ->
                new Sli.Ratio(
                    false,
                    Sli.Ratio.Side.GOOD,
                    "sum(sum_over_time(%s[{{.window}}]))".formatted(selector),
                    "sum(count_over_time(%s[{{.window}}]))".formatted(selector)));
  }

  /** Counted, so that a quiet hour weighs what it held; the share is one inside the buckets. */
  private static Sli fast(String selector, Duration most) {
    var all = "sum(increase(%s[{{.window}}]))".formatted(selector);
    return new Sli.Ratio(
        false,
        Sli.Ratio.Side.GOOD,
        "histogram_fraction(0, %s, %s) * histogram_count(%s)"
            .formatted(most.toMillis() / 1e3, all, all),
        "histogram_count(%s)".formatted(all));
  }

  private Optional<Sli> counted(Cursor ratio, String part, Sli.Ratio.Side side) {
    var total = metric(ratio, "total");
    return metric(ratio, part)
        .flatMap(one -> total.map(all -> new Sli.Ratio(true, side, one, all)));
  }

  private Optional<String> metric(Cursor owner, String key) {
    return owner.at(key).flatMap(at -> at.at("metric")).flatMap(metrics::promql);
  }
}
