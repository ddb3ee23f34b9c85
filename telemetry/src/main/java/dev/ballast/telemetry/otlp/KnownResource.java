// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.promql.Labels;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A resource that has sent something: its attributes, and the label sets of the series made from
 * its metrics so far. The series are guarded by this object's monitor; a process is one resource,
 * so there is rarely anybody to wait for.
 */
final class KnownResource {

  private static final String NAME = "service.name";
  private static final String NAMESPACE = "service.namespace";
  private static final String INSTANCE = "service.instance.id";
  private static final Set<String> IDENTIFYING = Set.of(NAME, NAMESPACE, INSTANCE);
  private static final String[] PROMOTED = {
    "cloud.region", "service.version", "deployment.environment.name"
  };

  private final Map<String, String> attributes;
  private final Map<MetricKey, MetricSeries> metrics = new HashMap<>();
  private final AtomicInteger cachedSeries;
  private final Labels targetInfo;

  /** A metric as its sender names it. */
  record MetricKey(String name, String unit, MetricKind kind) {}

  /**
   * @param cachedSeries counts the label sets made, for the cache's limit
   */
  KnownResource(Map<String, String> attributes, AtomicInteger cachedSeries) {
    this.attributes = Map.copyOf(attributes);
    this.cachedSeries = cachedSeries;
    this.targetInfo = makeTargetInfo();
  }

  Map<String, String> attributes() {
    return attributes;
  }

  String service() {
    String name = attributes.getOrDefault(NAME, "");
    return name.isEmpty() ? "unknown_service" : name;
  }

  /** Known metrics, to be used while holding this object's monitor. */
  Map<MetricKey, MetricSeries> metrics() {
    return metrics;
  }

  /** Adds what every series of this resource carries: promoted attributes, job and instance. */
  void label(Map<String, String> labels) {
    for (String promoted : PROMOTED) {
      String value = attributes.get(promoted);
      if (value != null) {
        labels.putIfAbsent(promoted.replace('.', '_'), value);
      }
    }
    identify(labels);
  }

  /**
   * The series that carries all other attributes; {@link Labels#EMPTY} when there is nothing to
   * join it by, or nothing to say.
   */
  Labels targetInfo() {
    return targetInfo;
  }

  private Labels makeTargetInfo() {
    TreeMap<String, String> labels = new TreeMap<>();
    attributes.forEach(
        (key, value) -> {
          String label = PrometheusNames.label(key);
          if (!IDENTIFYING.contains(key) && !label.isEmpty()) {
            labels.put(label, value);
          }
        });
    boolean saysSomething = !labels.isEmpty();
    identify(labels);
    if (!saysSomething || !(labels.containsKey("job") || labels.containsKey("instance"))) {
      return Labels.EMPTY;
    }
    labels.put(Labels.NAME, "target_info");
    return Labels.of(labels);
  }

  void count(int series) {
    cachedSeries.addAndGet(series);
  }

  private void identify(Map<String, String> labels) {
    String name = attributes.getOrDefault(NAME, "");
    String namespace = attributes.getOrDefault(NAMESPACE, "");
    if (!name.isEmpty()) {
      labels.put("job", namespace.isEmpty() ? name : namespace + "/" + name);
    }
    String instance = attributes.getOrDefault(INSTANCE, "");
    if (!instance.isEmpty()) {
      labels.put("instance", instance);
    }
  }
}
