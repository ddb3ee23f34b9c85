// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.sight;

/** What of a region was looked at. */
public enum Aspect {
  /** A request as a user makes it. */
  USERS,
  /** A write or a read of its store. */
  STORE,
  /** Its control plane or data plane's admin API. */
  CONTROL,
  /** What it says of itself: its telemetry, its share of a lease. */
  REPORT
}
