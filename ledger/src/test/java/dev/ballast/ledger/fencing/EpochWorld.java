// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.fencing;

import dev.ballast.stats.consistency.Budget;
import dev.ballast.stats.consistency.Linearizability;
import dev.ballast.stats.consistency.Models;
import dev.ballast.stats.consistency.Operation;
import dev.ballast.stats.consistency.Verdict;
import dev.ballast.testkit.sim.SimClock;
import dev.ballast.testkit.sim.SimDisk;
import dev.ballast.testkit.sim.SimNetwork;
import dev.ballast.testkit.sim.Simulation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Three sites want to be the one that writes. A log grants a lease with an epoch that grows; the
 * holder believes in it for nine tenths of the time since it asked, by its monotonic clock; the
 * resource takes no write of an epoch below one it has seen.
 */
final class EpochWorld {

  /** A mistake that somebody could make. */
  enum Mistake {
    NONE,
    NO_FENCING,
    LOST_FSYNC,
    LEASE_BY_WALL_CLOCK
  }

  private static final long LEASE = 400;
  private static final long TICK = 40;
  private static final int LOG = EpochStep.SITES;
  private static final int RESOURCE = LOG + 1;

  private final Mistake mistake;
  private final Simulation simulation;
  private final SimNetwork network;
  private final List<Site> sites = new ArrayList<>();
  private final SimClock logClock;
  private final SimDisk<Long> logDisk;
  private final List<Operation> history = new ArrayList<>();
  private final Set<Long> granted = new HashSet<>();
  private long logEpoch;
  private int logHolder = -1;
  private long logUntil;
  private boolean logUp = true;
  private long resourceEpoch;
  private long lastTaken;
  private long number;
  private long taken;

  private EpochWorld(long seed, Mistake mistake) {
    this.mistake = mistake;
    simulation = new Simulation(seed);
    network = new SimNetwork(simulation, 25, 0.05, 0.05);
    logClock = new SimClock(simulation, 1.02);
    logDisk = new SimDisk<>(simulation.random(), mistake == Mistake.LOST_FSYNC);
    for (int site = 0; site < EpochStep.SITES; site++) {
      sites.add(new Site(site, new SimClock(simulation, 0.98 + 0.02 * site)));
    }
  }

  /** Returns how many writes the resource took. */
  static long play(long seed, List<EpochStep> script, Mistake mistake) {
    EpochWorld world = new EpochWorld(seed, mistake);
    script.forEach(step -> world.simulation.after(step.at(), () -> world.act(step)));
    world.sites.forEach(Site::tick);
    world.simulation.runUntil(EpochStep.LENGTH + 2_000);
    world.judge();
    return world.taken;
  }

  /** One that wants to write. */
  private final class Site {
    private final int number;
    private final SimClock clock;
    private long epoch;
    private long until = Long.MIN_VALUE;
    private long pausedUntil;

    Site(int number, SimClock clock) {
      this.number = number;
      this.clock = clock;
    }

    private long time() {
      return mistake == Mistake.LEASE_BY_WALL_CLOCK ? clock.millis() : clock.monotonic();
    }

    boolean leads() {
      return time() < until;
    }

    void tick() {
      simulation.after(
          TICK + simulation.random().nextLong(10),
          () -> {
            if (simulation.now() >= pausedUntil) {
              work();
            }
            tick();
          });
    }

    private void work() {
      ask();
      if (leads()) {
        noOtherLeads();
        long mine = epoch;
        // between looking at the lease and the write's departure a process may stand still
        long stall = simulation.random().nextInt(40) == 0 ? simulation.random().nextLong(900) : 0;
        simulation.after(stall, () -> write(mine));
      }
    }

    private void ask() {
      long asked = time();
      long start = simulation.now();
      network.send(
          number,
          LOG,
          () ->
              grant(
                  number,
                  given ->
                      network.send(
                          LOG,
                          number,
                          () -> {
                            if (simulation.now() >= pausedUntil && given >= epoch) {
                              if (given > epoch) {
                                told("acquire", "null", String.valueOf(given), start);
                              }
                              epoch = given;
                              until = Math.max(until, asked + LEASE * 9 / 10);
                            }
                          })));
    }

    private void write(long mine) {
      long start = simulation.now();
      network.send(
          number,
          RESOURCE,
          () -> {
            boolean fenced = mine < resourceEpoch && mistake != Mistake.NO_FENCING;
            if (!fenced) {
              taken(mine);
            }
            told("write", String.valueOf(mine), fenced ? "false" : "null", start);
          });
    }

    private void told(String name, String value, String result, long start) {
      history.add(
          new Operation(
              EpochWorld.this.number++,
              "site-" + number,
              "epoch",
              name,
              value,
              result,
              start,
              simulation.now(),
              true));
    }

    private void noOtherLeads() {
      for (Site other : sites) {
        if (other != this && other.leads()) {
          throw new AssertionError(
              "at %d ms sites %d (epoch %d) and %d (epoch %d) both lead"
                  .formatted(simulation.now(), number, epoch, other.number, other.epoch));
        }
      }
    }
  }

  /** The log's answer to one that asks; none when somebody else has it. */
  private void grant(int site, LongConsumer answer) {
    if (!logUp) {
      return;
    }
    long now = logClock.monotonic();
    if (logHolder != site && now < logUntil) {
      return;
    }
    if (logHolder != site || now >= logUntil) {
      logEpoch++;
      logDisk.write(Map.of("epoch", logEpoch));
      logDisk.sync();
      if (!granted.add(logEpoch)) {
        throw new AssertionError(
            "at %d ms epoch %d granted a second time".formatted(simulation.now(), logEpoch));
      }
    }
    logHolder = site;
    logUntil = now + LEASE;
    answer.accept(logEpoch);
  }

  private void taken(long epoch) {
    if (epoch < lastTaken) {
      throw new AssertionError(
          "at %d ms a write of epoch %d was taken after one of epoch %d"
              .formatted(simulation.now(), epoch, lastTaken));
    }
    lastTaken = epoch;
    resourceEpoch = epoch;
    taken++;
  }

  private void act(EpochStep step) {
    Site site = sites.get(step.site());
    switch (step.kind()) {
      case CUT_TO_LOG -> cut(step.site(), LOG, step.amount());
      case CUT_FROM_LOG -> cut(LOG, step.site(), step.amount());
      case CUT_TO_RESOURCE -> cut(step.site(), RESOURCE, step.amount());
      case PAUSE -> site.pausedUntil = simulation.now() + step.amount();
      case SET_CLOCK -> site.clock.skew(step.amount());
      case CRASH_LOG -> crashLog(step.amount());
    }
  }

  private void cut(int from, int to, long millis) {
    network.cut(from, to);
    simulation.after(millis, () -> network.mend(from, to));
  }

  /** A log that starts again does not know who holds the lease, so it waits one out. */
  private void crashLog(long millis) {
    if (logUp) {
      logUp = false;
      logDisk.crash();
      simulation.after(
          millis,
          () -> {
            logEpoch = logDisk.contents().getOrDefault("epoch", 0L);
            logHolder = -1;
            logUntil = logClock.monotonic() + LEASE;
            logUp = true;
          });
    }
  }

  private void judge() {
    Verdict verdict =
        new Linearizability(Models.named("fenced-lock").orElseThrow(), Budget.DEFAULT)
            .check(history);
    if (!(verdict instanceof Verdict.Linearizable)) {
      throw new AssertionError("history: " + verdict);
    }
  }
}
