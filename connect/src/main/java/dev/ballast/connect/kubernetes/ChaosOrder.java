// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.kubernetes;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fault that Chaos Mesh is to do.
 *
 * @param name of the resource
 * @param kind in our words, such as {@code net.latency}
 * @param labels by which pods are chosen; the opt-in is demanded beside them
 * @param mode {@code one}, {@code all}, {@code fixed}, {@code fixed-percent} or {@code
 *     random-max-percent}
 * @param value how many, or which percentage; empty where the mode needs none
 * @param lasting after which Chaos Mesh ends it, whoever of us has died
 */
public record ChaosOrder(
    String name,
    String namespace,
    String kind,
    Map<String, String> parameters,
    Map<String, String> labels,
    String mode,
    String value,
    Duration lasting) {

  public ChaosOrder {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  String parameter(String key, String otherwise) {
    return parameters.getOrDefault(key, otherwise);
  }
}
