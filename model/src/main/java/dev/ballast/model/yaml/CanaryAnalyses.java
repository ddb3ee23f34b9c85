// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.AlertRoute;
import dev.ballast.model.rollout.CanaryAnalysis.Severity;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import dev.ballast.model.rollout.ObjectName;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads how a canary is analysed: its metrics, webhooks and alerts. */
final class CanaryAnalyses {

  private static final Duration INTERVAL = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Wholes wholes;
  private final CanaryMetrics metrics;
  private final CanaryShifts shifts;
  private final CanaryChecks checks;

  CanaryAnalyses(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
    wholes = new Wholes(report);
    metrics = new CanaryMetrics(registry, report);
    shifts = new CanaryShifts(report, metrics);
    checks = new CanaryChecks(report);
  }

  /** Without an analysis it is one that checks nothing: such a canary is promoted at once. */
  CanaryAnalysis read(ObjectName canary, Cursor spec, Optional<Cursor> written) {
    List<CanaryMetric> checked =
        written.map(analysis -> metrics.read(canary, analysis)).orElse(List.of());
    Duration interval = written.flatMap(a -> GoDurations.of(a, "interval")).orElse(INTERVAL);
    written.ifPresent(analysis -> checks.analysis(analysis, interval));
    return new CanaryAnalysis(
        interval.compareTo(CanaryChecks.SHORTEST) < 0 ? CanaryChecks.SHORTEST : interval,
        Math.max(1, written.map(a -> wholes.of(a, "threshold", 1)).orElse(1)),
        shifts.read(canary, spec, written, checked),
        written.map(a -> wholes.of(a, "stepWeightPromotion", 0)).orElse(0),
        checked,
        written.map(this::hooks).orElse(List.of()),
        written.map(analysis -> alerts(canary, analysis)).orElse(List.of()));
  }

  private List<Hook> hooks(Cursor analysis) {
    List<Hook> hooks = new ArrayList<>();
    for (Cursor item : analysis.items("webhooks")) {
      hook(item).ifPresent(hooks::add);
    }
    return hooks;
  }

  private Optional<Hook> hook(Cursor item) {
    Optional<Cursor> url = item.at("url");
    Optional<URI> uri = url.flatMap(this::uri);
    if (uri.isEmpty() || item.text("name").isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> metadata = new HashMap<>();
    item.at("metadata")
        .ifPresent(map -> map.entries().forEach((key, value) -> metadata.put(key, value.scalar())));
    return Optional.of(
        new Hook(
            type(item),
            item.text("name").orElse(""),
            uri.get(),
            GoDurations.of(item, "timeout").orElse(TIMEOUT),
            wholes.of(item, "retries", 0),
            metadata,
            item.flag("muteAlert", false),
            item.flag("disableTLS", false)));
  }

  private Optional<URI> uri(Cursor url) {
    try {
      return Optional.of(URI.create(url.scalar()));
    } catch (IllegalArgumentException e) {
      report.accept(url.badValue("a URL that starts with http:// or https://", ""));
      return Optional.empty();
    }
  }

  private static Hook.Type type(Cursor item) {
    String word = item.text("type").filter(text -> !text.isEmpty()).orElse("rollout");
    return Hook.Type.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private List<AlertRoute> alerts(ObjectName canary, Cursor analysis) {
    List<AlertRoute> alerts = new ArrayList<>();
    for (Cursor item : analysis.items("alerts")) {
      Optional<Cursor> reference = item.at("providerRef");
      if (reference.isPresent() && reference.get().has("name")) {
        ObjectName name = metrics.name(reference.get()).within(canary.namespace());
        metrics.reportAbsent(registry, Kind.ALERT_PROVIDER, name, reference.get());
        String severity = item.text("severity").filter(text -> !text.isEmpty()).orElse("info");
        alerts.add(
            new AlertRoute(
                item.text("name").orElse(""),
                Severity.valueOf(severity.toUpperCase(Locale.ROOT)),
                name));
      }
    }
    return alerts;
  }
}
