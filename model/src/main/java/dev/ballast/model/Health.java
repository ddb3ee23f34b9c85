// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** How a service is doing, judged by its SLOs. Worst is last, for ordering; unknown is no level. */
public enum Health {
  UNKNOWN,
  HEALTHY,
  DEGRADED,
  UNHEALTHY
}
