// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import java.util.Locale;

/** What ends a fault when the controller and the agent are both gone. */
public enum Lease {
  /** Rules of the kernel with a time limit of their own. */
  KERNEL,
  /** The database ends our session by itself. */
  DATABASE,
  /** The proxy in the path ends it on its own clock. */
  PROXY,
  /** Our agent inside the target's JVM ends it on that JVM's clock. */
  JVM,
  /** The watchdog process, which outlives the agent. */
  WATCHDOG,
  /** It is over once it is done: there is nothing that could stay. */
  INSTANT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
