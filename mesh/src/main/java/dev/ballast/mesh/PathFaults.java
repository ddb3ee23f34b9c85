// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import dev.ballast.mesh.admin.FaultsRoute;
import dev.ballast.mesh.fault.table.FaultTable;
import dev.ballast.mesh.gate.FaultGate;
import dev.ballast.mesh.lease.LeaseLimits;
import dev.ballast.mesh.lease.LeaseTimer;
import dev.ballast.mesh.lease.Leases;
import dev.ballast.mesh.telemetry.Gauge;
import dev.ballast.mesh.time.Ticker;
import java.util.Map;
import java.util.SplittableRandom;

/** The faults of a mesh: their table, what ends them, and the way to ask for them. */
final class PathFaults implements AutoCloseable {

  private final FaultTable table;
  private final LeaseTimer timer;
  private final FaultsRoute route;

  PathFaults(Ticker ticker, long seed) {
    Leases leases = new Leases(ticker, LeaseLimits.DEFAULT);
    this.table = new FaultTable(leases, ticker);
    this.timer = new LeaseTimer(leases);
    this.route = new FaultsRoute(table, new SplittableRandom(seed));
  }

  FaultGate.Factory gates() {
    return table.gates();
  }

  FaultsRoute route() {
    return route;
  }

  Gauge gauge() {
    double on = table.state().on().size();
    return new Gauge(
        "ballast_mesh_faults", "Faults in the path that are on.", false, Map.of("", on));
  }

  @Override
  public void close() {
    timer.close();
  }
}
