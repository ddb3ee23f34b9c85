// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import dev.ballast.model.FaultAgent;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fault on one target.
 *
 * @param id unique on this host
 * @param lease how long it lasts unless it is renewed
 */
public record Order(
    String id,
    String kind,
    FaultAgent.Target target,
    Map<String, String> parameters,
    Duration lease) {

  public Order {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  public String parameter(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  public Order withLease(Duration newLease) {
    return new Order(id, kind, target, parameters, newLease);
  }
}
