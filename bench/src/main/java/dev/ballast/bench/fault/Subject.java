// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One fault to be measured, and how it is seen from outside of all that does it.
 *
 * @param by the driver that does it
 * @param lease what holds its lease; {@code instant}: nothing of it stays
 * @param before makes what it needs each time
 * @param effective whether it is in force
 */
record Subject(
    String kind,
    String by,
    String lease,
    String target,
    Map<String, String> parameters,
    Callable<?> before,
    Callable<Boolean> effective) {

  Subject {
    parameters = Map.copyOf(parameters);
  }

  Subject(
      String kind,
      String by,
      String lease,
      String target,
      Map<String, String> parameters,
      Callable<Boolean> effective) {
    this(kind, by, lease, target, parameters, () -> true, effective);
  }

  String title() {
    return "%s (%s)".formatted(kind, by);
  }

  boolean lasts() {
    return !lease.equals("instant");
  }

  /** As an agent is told. */
  String body(String id, int leaseSeconds) {
    StringBuilder more = new StringBuilder();
    parameters.forEach(
        (key, value) ->
            more.append(more.isEmpty() ? "" : ",").append("\"%s\":\"%s\"".formatted(key, value)));
    return """
    {"id":"%s","owner":"bench","kind":"%s","target":"%s","lease_seconds":%d,"parameters":{%s}}"""
        .formatted(id, kind, target, leaseSeconds, more);
  }
}
