// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One fault to be measured, and how it is seen from outside of all that does it.
 *
 * @param lease what holds its lease
 * @param effective whether it is in force
 */
record Subject(
    String kind,
    String target,
    String lease,
    Map<String, String> parameters,
    Callable<Boolean> effective) {

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
