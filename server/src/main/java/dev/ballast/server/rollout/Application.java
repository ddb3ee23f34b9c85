// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.ballast.control.rollout.controller.AlertTarget;
import dev.ballast.control.rollout.controller.CanaryQueries;
import dev.ballast.model.Names;
import dev.ballast.model.request.RequestMatch;
import dev.ballast.model.request.TextMatch;
import dev.ballast.model.rollout.AlertProvider;
import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryAnalysis.AlertRoute;
import dev.ballast.model.rollout.CanaryAnalysis.Shift;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.Hook;
import dev.ballast.model.rollout.MetricTemplate;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.model.rollout.Tree;
import dev.ballast.model.yaml.ConfigurationReader;
import dev.ballast.model.yaml.Problem;
import dev.ballast.model.yaml.QueryChecker;
import dev.ballast.model.yaml.ReaderOptions;
import dev.ballast.model.yaml.RolloutReading;
import dev.ballast.model.yaml.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One canary as it was applied, with what it refers to.
 *
 * @param text the YAML, word by word
 */
record Application(
    String text,
    Canary canary,
    Map<ObjectName, MetricTemplate> templates,
    Map<ObjectName, AlertProvider> providers,
    List<String> warnings) {

  static final String NAMESPACE = "default";
  private static final List<String> PROVIDERS = List.of("", "ballast");

  Application {
    templates = Map.copyOf(templates);
    providers = Map.copyOf(providers);
    warnings = List.copyOf(warnings);
  }

  /** What is wrong with it, all at once. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // never serialised
    private final List<String> problems;

    Refused(List<String> problems) {
      super(String.join("\n", problems), null, false, false);
      this.problems = List.copyOf(problems);
    }

    List<String> problems() {
      return problems;
    }
  }

  /**
   * Reads a canary, its templates and alert providers.
   *
   * @throws Refused when it cannot be run here
   */
  static Application read(String name, String text, QueryChecker queries) {
    RolloutReading reading =
        ConfigurationReader.readRollouts(
            List.of(Source.of(name, text)), queries, ReaderOptions.DEFAULT);
    if (!reading.errors().isEmpty()) {
      throw new Refused(reading.errors().stream().map(Problem::line).toList());
    }
    if (reading.canaries().size() != 1) {
      throw new Refused(
          List.of(
              "%s: %d canaries (expected: one, with its MetricTemplates and AlertProviders)"
                  .formatted(name, reading.canaries().size())));
    }
    Canary canary = reading.canaries().getFirst();
    Application application =
        new Application(
            text,
            canary,
            byName(reading.templates(), MetricTemplate::name),
            byName(reading.providers(), AlertProvider::name),
            warnings(reading, canary));
    List<String> wrong = new ArrayList<>(absent(reading));
    wrong.addAll(application.misfits(queries, !wrong.isEmpty()));
    if (!wrong.isEmpty()) {
      throw new Refused(wrong);
    }
    return application;
  }

  /** Templates that are not applied with it, where they are referred to: elsewhere is nowhere. */
  private static List<String> absent(RolloutReading reading) {
    List<String> absent = new ArrayList<>();
    for (Problem problem : reading.problems()) {
      if (problem instanceof Problem.UnresolvedReference one
          && one.path().endsWith(".templateRef")) {
        absent.add(
            "%s: %s: %s (expected: a MetricTemplate of that name in the same file)"
                .formatted(one.place(), one.path(), one.value().replace("\"", "")));
      }
    }
    return absent;
  }

  /** What is accepted and yet not as somebody may believe. */
  private static List<String> warnings(RolloutReading reading, Canary canary) {
    List<String> warnings =
        new ArrayList<>(reading.problems().stream().map(Problem::line).toList());
    for (AlertRoute alert : canary.analysis().alerts()) {
      untold(provider(reading.providers(), alert, canary), alert).ifPresent(warnings::add);
    }
    if (canary.analysis().shift().mirrored()) {
      warnings.add(
          "spec.analysis.mirror: true; copies are sent to the new version, so what they write is"
              + " written twice (expected: a version whose writes do no harm)");
    }
    if (canary.skipped()) {
      warnings.add("spec.analysis: none, or skipped; new versions are promoted unjudged");
    }
    canary.analysis().hooks().stream()
        .filter(Hook::unverified)
        .forEach(
            hook ->
                warnings.add(
                    "spec.analysis.webhooks.%s: disableTLS is not heeded (expected: a certificate that this server trusts)"
                        .formatted(hook.name())));
    return warnings;
  }

  private static Optional<AlertProvider> provider(
      Collection<AlertProvider> providers, AlertRoute alert, Canary canary) {
    ObjectName wanted = alert.provider().within(canary.name().within(NAMESPACE).namespace());
    return providers.stream()
        .filter(provider -> provider.name().within(NAMESPACE).equals(wanted))
        .findFirst();
  }

  /** Why an alert reaches nobody, or not as it is written. */
  private static Optional<String> untold(Optional<AlertProvider> provider, AlertRoute alert) {
    String where = "spec.analysis.alerts." + alert.name() + ": ";
    if (provider.isEmpty()) {
      return Optional.of(
          "%sprovider %s is not told (expected: an AlertProvider of that name, applied with the Canary)"
              .formatted(where, alert.provider()));
    }
    if (!hasAddress(provider.get())) {
      return Optional.of(
          where
              + "provider %s has no address (expected: address or secretRef)"
                  .formatted(alert.provider()));
    }
    return provider.get().written().text("spec", "proxy").isEmpty()
        ? Optional.empty()
        : Optional.of(
            where
                + "the proxy of provider %s is not used (expected: a direct way to it)"
                    .formatted(alert.provider()));
  }

  /** Whom it alerts. */
  List<AlertTarget> alerts() {
    List<AlertTarget> targets = new ArrayList<>();
    for (AlertRoute alert : canary.analysis().alerts()) {
      provider(providers.values(), alert, canary)
          .filter(Application::hasAddress)
          .ifPresent(provider -> targets.add(AlertTarget.of(name(), canary, alert, provider)));
    }
    return targets;
  }

  private static boolean hasAddress(AlertProvider provider) {
    Tree written = provider.written();
    return !written.text("spec", "address").isEmpty()
        || !written.text("spec", "secretRef", "name").isEmpty();
  }

  private static <T> Map<ObjectName, T> byName(List<T> all, Function<T, ObjectName> name) {
    return all.stream()
        .collect(
            Collectors.toMap(one -> name.apply(one).within(NAMESPACE), one -> one, (a, _) -> a));
  }

  /** The canary's name; without a namespace it is in the one of that name. */
  ObjectName name() {
    return canary.name().within(NAMESPACE);
  }

  /** Whether this server is what routes it; another provider's is somebody else's to run. */
  static boolean isOurs(Canary canary) {
    return PROVIDERS.contains(canary.provider());
  }

  CanaryQueries queries() {
    return new CanaryQueries(canary, templates);
  }

  /**
   * What is right by itself, but not for the mesh and the store that would have to run it.
   *
   * @param told whether templates that are absent are named already
   */
  private List<String> misfits(QueryChecker checker, boolean told) {
    List<String> wrong = new ArrayList<>();
    if (!isOurs(canary)) {
      wrong.add(
          "spec.provider: %s (expected: ballast, the mesh of this server). Fix: leave it to Flagger, and let the gate throttle it by webhooks: docs/gate.md"
              .formatted(canary.provider()));
    }
    if (!Names.isValid(canary.service())) {
      wrong.add("spec.service.name: " + canary.service() + " (expected: " + Names.RULE + ")");
    }
    if (canary.analysis().shift() instanceof Shift.Matching matching) {
      matched(matching, wrong);
    }
    for (Hook hook : canary.analysis().hooks()) {
      if (hook.isManual() && !GateKeeping.isGate(hook) && hook.type() != Hook.Type.ROLLBACK) {
        wrong.add(
            "spec.analysis.webhooks.%s.type: %s with ballast:manual (expected: confirm-rollout, confirm-traffic-increase, confirm-promotion or rollback: all others do not wait)"
                .formatted(hook.name(), hook.type().word()));
      }
    }
    for (CanaryMetric metric : canary.analysis().metrics()) {
      misfit(metric, checker, told, wrong);
    }
    return wrong;
  }

  /** What the mesh could not match, or not as it is written. */
  private static void matched(Shift.Matching matching, List<String> wrong) {
    String where = "spec.analysis.";
    try {
      for (RequestMatch request : matching.requests()) {
        request.eachText(
            (place, text) -> {
              if (text instanceof TextMatch.Regex(String expression)) {
                expression(where + "match." + place, expression, wrong);
              }
            });
      }
    } catch (IllegalArgumentException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> wrong.add(where + line));
    }
  }

  private static void expression(String where, String expression, List<String> wrong) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      wrong.add("%s.regex: %s (expected: RE2)".formatted(where, e.getMessage()));
    }
  }

  private void misfit(CanaryMetric metric, QueryChecker checker, boolean told, List<String> wrong) {
    String where = "spec.analysis.metrics." + metric.name() + ": ";
    if (metric.source() instanceof CanaryMetric.Source.Template(ObjectName name, var _)) {
      MetricTemplate template = templates.get(name.within(name().namespace()));
      if (template == null && told) {
        return;
      }
      if (template != null
          && (!template.provider().equals("prometheus") || !template.address().isEmpty())) {
        wrong.add(
            where
                + "template %s asks %s%s (expected: type prometheus without an address, which is the store of this server)"
                    .formatted(
                        name,
                        template.provider(),
                        template.address().isEmpty() ? "" : " at an address of its own"));
        return;
      }
    }
    try {
      String promql = queries().promql(metric, "new", "old");
      checker.problemOf(promql).ifPresent(problem -> wrong.add(where + problem));
    } catch (IllegalArgumentException e) {
      wrong.add(where + e.getMessage());
    }
  }
}
