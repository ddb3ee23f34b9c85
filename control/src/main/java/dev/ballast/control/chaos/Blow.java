// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.chaos;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fault on one target, as a host is told.
 *
 * @param id unique on that host, so that the same order twice is one fault
 */
public record Blow(
    String id,
    String owner,
    String reason,
    String kind,
    Map<String, String> parameters,
    FaultTarget target,
    Duration lease) {

  public Blow {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }
}
