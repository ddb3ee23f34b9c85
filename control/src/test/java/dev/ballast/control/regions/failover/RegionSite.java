// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.RegionWorld.Mistake;
import dev.ballast.control.regions.sight.Aspect;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.control.regions.sight.Vantage;
import dev.ballast.control.regions.tenure.Lease;
import dev.ballast.testkit.sim.SimClock;
import dev.ballast.testkit.sim.SimNetwork;
import dev.ballast.testkit.sim.Simulation;

/**
 * A region's own controller, or the witness's: it looks at both regions and tells the quorum. An
 * owner renews its lease and writes for as long as it believes in it.
 */
final class RegionSite {

  private static final long LOOK = 250;
  private static final long PATIENCE = 200;

  private final RegionWorld world;
  private final int number;
  private final SimClock clock;
  private final Simulation simulation;
  private Lease lease =
      new Lease(1, Long.MIN_VALUE / 2, RegionWorld.BOUNDS.lease(), RegionWorld.BOUNDS.drift());
  private long stalledUntil;

  RegionSite(RegionWorld world, int number, SimClock clock) {
    this.world = world;
    this.number = number;
    this.clock = clock;
    this.simulation = world.simulation();
  }

  String place() {
    return number < 2 ? RegionWorld.REGIONS.get(number).value() : RegionWorld.WITNESS;
  }

  private boolean works() {
    return simulation.now() >= stalledUntil && (number == 2 || !world.faults().isLost(number));
  }

  private long time() {
    return world.makes(Mistake.LEASE_BY_WALL_CLOCK) ? clock.millis() : clock.monotonic();
  }

  void setClock(long millis) {
    clock.skew(millis);
  }

  void stall(long millis) {
    stalledUntil = simulation.now() + millis;
  }

  boolean mayWrite() {
    return number < 2 && works() && lease.holds(time());
  }

  void start() {
    every(LOOK, this::look);
    if (number < 2) {
      every(120, this::renew);
      every(100, this::write);
      every(LOOK, this::report);
    }
  }

  private SimNetwork network() {
    return world.network();
  }

  private void every(long millis, Runnable what) {
    simulation.after(
        millis + simulation.random().nextLong(20),
        () -> {
          if (works()) {
            what.run();
          }
          every(millis, what);
        });
  }

  private void look() {
    for (int region = 0; region < 2; region++) {
      probe(region, Aspect.USERS, RegionWorld.DOOR + region);
      probe(region, Aspect.STORE, RegionWorld.KEEPER + region);
    }
  }

  private void probe(int region, Aspect aspect, int node) {
    boolean[] answered = {false};
    network()
        .send(
            number,
            node,
            () -> {
              world
                  .faults()
                  .answer(region, aspect)
                  .ifPresent(
                      outcome ->
                          network()
                              .send(
                                  node,
                                  number,
                                  () -> {
                                    if (!answered[0]) {
                                      answered[0] = true;
                                      tell(region, aspect, outcome);
                                    }
                                  }));
            });
    simulation.after(
        PATIENCE,
        () -> {
          if (!answered[0] && works()) {
            answered[0] = true;
            tell(region, aspect, Outcome.SILENT);
          }
        });
  }

  private void tell(int region, Aspect aspect, Outcome outcome) {
    network()
        .send(
            number,
            RegionWorld.QUORUM,
            () -> world.hear(new Vantage("probe-" + number, place()), region, aspect, outcome));
  }

  private void report() {
    network()
        .send(
            number,
            RegionWorld.QUORUM,
            () ->
                world.hear(new Vantage("itself", place()), number, Aspect.REPORT, Outcome.ANSWERS));
  }

  private void renew() {
    long asked = time();
    network()
        .send(
            number,
            RegionWorld.QUORUM,
            () -> {
              if (world.grant(number)) {
                long epoch = world.epoch();
                network()
                    .send(
                        RegionWorld.QUORUM,
                        number,
                        () -> {
                          if (works() && epoch >= lease.epoch()) {
                            lease =
                                new Lease(
                                    epoch,
                                    Math.max(asked, lease.askedAt()),
                                    RegionWorld.BOUNDS.lease(),
                                    RegionWorld.BOUNDS.drift());
                          }
                        });
              }
            });
  }

  private void write() {
    if (!mayWrite()) {
      return;
    }
    for (RegionSite other : world.sites()) {
      if (other != this && other.mayWrite()) {
        throw new AssertionError(
            "at %d ms %s (epoch %d) and %s (epoch %d) both believe that they own the writes"
                .formatted(
                    simulation.now(), place(), lease.epoch(), other.place(), other.lease.epoch()));
      }
    }
    long mine = lease.epoch();
    // between looking at the lease and the write's departure a process may stand still
    long still = simulation.random().nextInt(40) == 0 ? simulation.random().nextLong(2_500) : 0;
    simulation.after(
        still,
        () -> network().send(number, RegionWorld.KEEPER + number, () -> world.taken(number, mine)));
  }
}
