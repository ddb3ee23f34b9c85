// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.controller;

import dev.ballast.model.rollout.Canary;
import dev.ballast.model.rollout.CanaryMetric;
import dev.ballast.model.rollout.CanaryMetric.Source;
import dev.ballast.model.rollout.MetricTemplate;
import dev.ballast.model.rollout.ObjectName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PromQL behind a canary's metrics. Templates are filled as Flagger fills them, with {@code
 * revision} and {@code primary} for the versions beside Flagger's own names.
 */
public final class CanaryQueries {

  private static final Pattern PLACE = Pattern.compile("\\{\\{-?\\s*([^{}]*?)\\s*-?}}");
  private static final String VARIABLE = "variables.";

  private final Canary canary;
  private final Map<ObjectName, MetricTemplate> templates;

  public CanaryQueries(Canary canary, Map<ObjectName, MetricTemplate> templates) {
    this.canary = canary;
    this.templates = Map.copyOf(templates);
  }

  /**
   * The query for a metric.
   *
   * @param revision that is rolled out
   * @param primary the revision in use
   * @throws IllegalArgumentException when a template is not there or names what nobody knows
   */
  public String promql(CanaryMetric metric, String revision, String primary) {
    return switch (metric.source()) {
      case Source.SuccessRate _ -> "100 - " + errors(metric, revision);
      case Source.ErrorRate _ -> errors(metric, revision);
      case Source.RequestDuration _ ->
          "histogram_quantile(0.99, sum by (le) (%s or %s))"
              .formatted(
                  rate("istio_request_duration_milliseconds_bucket{" + of(revision), metric),
                  rate(ArmMetric.COPY_DURATIONS + "bucket{" + copies(revision), metric));
      case Source.Query(String promql) -> fill(promql, metric, revision, primary, Map.of());
      case Source.Template(ObjectName name, var variables) ->
          fill(template(name).query(), metric, revision, primary, variables);
    };
  }

  private MetricTemplate template(ObjectName name) {
    ObjectName full = name.within(canary.name().namespace());
    MetricTemplate found = templates.getOrDefault(full, templates.get(name));
    if (found == null) {
      throw new IllegalArgumentException(
          "templateRef: %s (expected: %s). Fix: apply the MetricTemplate with the Canary"
              .formatted(
                  full,
                  templates.isEmpty()
                      ? "a MetricTemplate, and there is none"
                      : "one of " + templates.keySet()));
    }
    return found;
  }

  /** Percent of failed requests, copies among them; no requests, no value. */
  private String errors(CanaryMetric metric, String revision) {
    String calls = "istio_requests_total{" + of(revision);
    String copies = ArmMetric.COPIES + copies(revision);
    String bad = ",response_code=~\"0|5..\"";
    return "(100 * (sum(%s or %s) or vector(0)) / (sum(%s or %s) > 0))"
        .formatted(
            rate(calls + bad, metric),
            rate(copies + bad, metric),
            rate(calls, metric),
            rate(copies, metric));
  }

  private static String rate(String openSelector, CanaryMetric metric) {
    return "rate(%s}[%s])".formatted(openSelector, range(metric.interval()));
  }

  private String of(String revision) {
    return ArmMetric.selector(canary.service()) + ",destination_version=\"" + revision + "\"";
  }

  private String copies(String revision) {
    return ArmMetric.copied(canary.service()) + ",destination_version=\"" + revision + "\"";
  }

  private static String range(Duration interval) {
    return Math.max(1, interval.toSeconds()) + "s";
  }

  private String fill(
      String text,
      CanaryMetric metric,
      String revision,
      String primary,
      Map<String, String> variables) {
    Map<String, String> words = new HashMap<>();
    String workload = canary.target().substring(canary.target().indexOf('/') + 1);
    words.put("name", canary.name().name());
    words.put("namespace", canary.name().namespace());
    words.put("target", workload);
    words.put("service", canary.service());
    words.put("ingress", canary.service());
    words.put("route", canary.service());
    words.put("interval", range(metric.interval()));
    words.put("revision", revision);
    words.put("primary", primary);
    variables.forEach((name, value) -> words.put(VARIABLE + name, value));
    StringBuilder filled = new StringBuilder();
    Matcher place = PLACE.matcher(text);
    while (place.find()) {
      String name = place.group(1).replaceFirst("^\\.", "");
      String value = words.get(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "metric %s: {{ %s }} (expected: one of %s)"
                .formatted(metric.name(), name, words.keySet().stream().sorted().toList()));
      }
      place.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return place.appendTail(filled).toString();
  }
}
