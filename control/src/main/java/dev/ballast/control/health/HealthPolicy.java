// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.health;

import dev.ballast.control.slo.SloPolicy;
import java.time.Duration;

/**
 * How sure one must be before a health changes. Durations are as written, before time scaling.
 *
 * @param enterAfter so many evaluations in a row must agree before it changes, but for recovery
 * @param leaveAfter so long must evaluations be clean, with events, before it gets better
 * @param rest at least so long between two changes; becoming UNHEALTHY does not wait for it
 * @param settleFactor to become HEALTHY or DEGRADED out of UNKNOWN, the last hour must hold so many
 *     times the least events, so that traffic around the limit does not flap
 */
public record HealthPolicy(
    SloPolicy slo, int enterAfter, Duration leaveAfter, Duration rest, double settleFactor) {

  public static final HealthPolicy DEFAULT = of(SloPolicy.DEFAULT);

  public static HealthPolicy of(SloPolicy slo) {
    return new HealthPolicy(slo, 2, Duration.ofMinutes(5), Duration.ofMinutes(5), 2);
  }
}
