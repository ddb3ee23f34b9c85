// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric that is read when it is asked for.
 *
 * @param counter whether it only grows
 * @param values by their labels as text; the empty text for none
 */
public record Gauge(String name, String help, boolean counter, Map<String, Double> values) {

  public Gauge {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
