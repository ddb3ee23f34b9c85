// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.database;

import dev.ballast.faults.driver.FaultDriver;
import dev.ballast.faults.undo.Databases;
import dev.ballast.faults.undo.Undoer;
import java.util.List;

/** What can be done to a PostgreSQL by its own means. */
public final class DatabaseDrivers {

  private DatabaseDrivers() {}

  public static List<FaultDriver> all(Databases databases, Undoer undoer) {
    Sessions sessions = new Sessions(databases);
    return List.of(
        new LockDriver(sessions),
        new DelayDriver(sessions),
        new CrowdDriver(sessions),
        new TerminateDriver(sessions),
        new ReplayDriver(sessions, undoer));
  }
}
