// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.Canary.Mode;
import dev.ballast.model.rollout.CanaryAnalysis;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.MetricTemplate;
import dev.ballast.model.rollout.ObjectName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads Flagger's resources. */
final class Canaries {

  private static final int DEADLINE = 600;

  private final Registry registry;
  private final Consumer<Problem> report;
  private final Wholes wholes;
  private final CanaryAnalyses analyses;

  Canaries(Registry registry, Consumer<Problem> report) {
    this.registry = registry;
    this.report = report;
    wholes = new Wholes(report);
    analyses = new CanaryAnalyses(registry, report);
  }

  /** Where each canary stands. */
  static Map<ObjectName, Place> places(Registry registry) {
    Map<ObjectName, Place> places = new HashMap<>();
    for (Resource resource : registry.all(Kind.CANARY)) {
      places.putIfAbsent(name(resource), resource.place());
    }
    return places;
  }

  List<Canary> readAll() {
    List<Canary> canaries = new ArrayList<>();
    Map<String, Place> targets = new HashMap<>();
    for (Resource resource : registry.all(Kind.CANARY)) {
      resource.spec().flatMap(spec -> read(resource, spec, targets)).ifPresent(canaries::add);
    }
    return canaries;
  }

  private Optional<Canary> read(Resource resource, Cursor spec, Map<String, Place> targets) {
    ObjectName name = name(resource);
    Optional<Cursor> target = spec.at("targetRef");
    Optional<String> workload = target.flatMap(ref -> ref.text("name"));
    Optional<Cursor> written = spec.at("analysis").or(() -> spec.at("canaryAnalysis"));
    CanaryAnalysis analysis = analyses.read(name, spec, written);
    boolean skipped = skipped(spec, written);
    Duration deadline = deadline(spec, written);
    if (target.isEmpty() || workload.isEmpty() || !resource.isNamed()) {
      return Optional.empty();
    }
    reportShared(targets, name.namespace(), target.get());
    return Optional.of(
        new Canary(
            name,
            target.get().text("kind").orElse("Deployment") + "/" + workload.get(),
            spec.at("service").flatMap(s -> s.text("name")).orElse(workload.get()),
            spec.text("provider").orElse(""),
            analysis,
            skipped || (written.isEmpty() && spec.at("stages").isEmpty()),
            deadline,
            spec.flag("suspend", false),
            spec.flag("revertOnDeletion", false),
            mode(spec, analysis),
            GoDurations.of(spec, "bake").orElse(Duration.ZERO),
            resource.cursor().tree()));
  }

  private static Mode mode(Cursor spec, CanaryAnalysis analysis) {
    Mode usual = analysis.shift() instanceof Shift.Stages ? Mode.BALLAST : Mode.FLAGGER;
    return spec.text("mode")
        .map(word -> word.equals("ballast") ? Mode.BALLAST : Mode.FLAGGER)
        .orElse(usual);
  }

  /** Two canaries of one workload would pull its traffic both ways. */
  private void reportShared(Map<String, Place> targets, String namespace, Cursor target) {
    String key =
        namespace + "/" + target.text("kind").orElse("") + "/" + target.text("name").orElse("");
    Place earlier = targets.putIfAbsent(key, target.place());
    if (earlier != null) {
      report.accept(
          new Problem.Duplicate(
              target.place(),
              target.path(),
              target.text("name").orElse("?"),
              "one canary for each workload; the first is at " + earlier,
              "Fix: remove one",
              Severity.ERROR));
    }
  }

  private boolean skipped(Cursor spec, Optional<Cursor> analysis) {
    boolean own = spec.flag("skipAnalysis", false);
    if (analysis.isEmpty() || !analysis.get().has("skipAnalysis")) {
      return own;
    }
    boolean inner = analysis.get().flag("skipAnalysis", false);
    boolean differ = spec.has("skipAnalysis") && own != inner;
    reportInner(analysis.get(), "skipAnalysis", differ);
    return own || inner;
  }

  private Duration deadline(Cursor spec, Optional<Cursor> analysis) {
    int own = wholes.of(spec, "progressDeadlineSeconds", DEADLINE);
    if (analysis.isEmpty() || !analysis.get().has("progressDeadlineSeconds")) {
      return Duration.ofSeconds(own);
    }
    int inner = wholes.of(analysis.get(), "progressDeadlineSeconds", DEADLINE);
    reportInner(
        analysis.get(),
        "progressDeadlineSeconds",
        spec.has("progressDeadlineSeconds") && own != inner);
    return Duration.ofSeconds(inner);
  }

  /** Flagger has these keys one level up, and would ignore them here. */
  private void reportInner(Cursor analysis, String key, boolean contradicts) {
    Place place = analysis.placeOf(key);
    String path = analysis.path() + "." + key;
    report.accept(
        contradicts
            ? new Problem.BadValue(
                place, path, "other than spec." + key, "the same value", "Fix: remove one")
            : new Problem.NotUsed(
                place, path, "read as spec." + key + ", where Flagger has it", "", Severity.INFO));
  }

  List<MetricTemplate> readTemplates() {
    List<MetricTemplate> templates = new ArrayList<>();
    for (Resource resource : registry.all(Kind.METRIC_TEMPLATE)) {
      Optional<Cursor> spec = resource.spec();
      Optional<Cursor> provider = spec.flatMap(s -> s.at("provider"));
      if (spec.isPresent() && provider.isPresent() && resource.isNamed()) {
        if (!spec.get().has("query")) {
          report.accept(
              new Problem.NotUsed(
                  spec.get().place(),
                  "spec.query",
                  "missing, so a canary cannot use it",
                  "Write: query: sum(rate(http_requests_total[{{ interval }}]))",
                  Severity.WARNING));
        }
        templates.add(
            new MetricTemplate(
                name(resource),
                provider.get().text("type").orElse(""),
                provider.get().text("address").orElse(""),
                spec.get().text("query").orElse(""),
                resource.cursor().tree()));
      }
    }
    return templates;
  }

  List<AlertProvider> readProviders() {
    List<AlertProvider> providers = new ArrayList<>();
    for (Resource resource : registry.all(Kind.ALERT_PROVIDER)) {
      Optional<Cursor> spec = resource.spec();
      if (spec.isPresent() && resource.isNamed()) {
        providers.add(
            new AlertProvider(
                name(resource),
                spec.get().text("type").orElse(""),
                spec.get().text("channel").orElse(""),
                resource.cursor().tree()));
      }
    }
    return providers;
  }

  private static ObjectName name(Resource resource) {
    Optional<Cursor> metadata = resource.cursor().at("metadata");
    return new ObjectName(
        metadata.flatMap(m -> m.text("namespace")).orElse(""),
        metadata.flatMap(m -> m.text("name")).orElse(""));
  }
}
