// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

/**
 * Where it comes from, as telemetry names it.
 *
 * @param region empty for all of them
 */
public record Origin(String service, String region) {

  boolean isAt(Step step) {
    boolean here = region.isEmpty() || step.region().isEmpty() || region.equals(step.region());
    return here && (service.equals(step.service()) || service.equals(step.callee()));
  }
}
