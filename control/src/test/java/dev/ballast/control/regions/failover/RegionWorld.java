// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.failover.FailoverEffect.Claim;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.readiness.Load;
import dev.ballast.control.regions.readiness.Replica;
import dev.ballast.control.regions.readiness.Situation;
import dev.ballast.control.regions.sight.Aspect;
import dev.ballast.control.regions.sight.Glance;
import dev.ballast.control.regions.sight.RegionState;
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.sight.SightPolicy;
import dev.ballast.control.regions.sight.Sighting;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.control.regions.sight.Vantage;
import dev.ballast.control.regions.tenure.Lease;
import dev.ballast.control.regions.tenure.Tenure;
import dev.ballast.model.Bounds;
import dev.ballast.model.Consistency;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.StoreSpec;
import dev.ballast.testkit.sim.SimClock;
import dev.ballast.testkit.sim.SimNetwork;
import dev.ballast.testkit.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two regions and a witness, and the quorum that hears of them: it runs the controller, grants the
 * lease to write and stops the stores.
 */
final class RegionWorld {

  /** A mistake that somebody could make. */
  enum Mistake {
    NONE,
    /** Stores take any epoch, nobody is stopped, and nobody waits for a lease to end. */
    NO_FENCING,
    /** The new owner is let in at once. */
    NO_WAIT_FOR_THE_LEASE,
    /** Leases by a clock that can be set. */
    LEASE_BY_WALL_CLOCK,
    /** Silent from one place is lost. */
    BELIEVES_ONE_PLACE
  }

  static final RegionName EAST = new RegionName("us-east");
  static final RegionName WEST = new RegionName("eu-west");
  static final List<RegionName> REGIONS = List.of(EAST, WEST);
  static final String WITNESS = "witness";
  private static final String STORE = "database";

  static final Bounds BOUNDS =
      Bounds.DEFAULT
          .withConfirm(Duration.ofMillis(1_000))
          .withLease(Duration.ofMillis(1_000))
          .withCoolDown(Duration.ofSeconds(2))
          .withPace(Duration.ofMillis(500));

  private static final long LOOK = 250;
  static final int QUORUM = 3;
  static final int DOOR = 4;
  static final int KEEPER = 6;
  private static final int POWER = 8;

  private final Mistake mistake;
  private final RegionPolicy policy =
      RegionPolicy.of("shop", REGIONS, WITNESS)
          .withBounds(BOUNDS)
          .withStores(List.of(new StoreSpec(STORE, Consistency.STRONG, EAST, Map.of(), "", "")));
  private final SightPolicy sighting = SightPolicy.of(BOUNDS);
  private final FailoverMachine machine = new FailoverMachine(policy);
  private final Simulation simulation;
  private final SimNetwork network;
  private final List<RegionSite> sites = new ArrayList<>();
  private final SimClock quorumClock;
  private final RegionFaults faults;
  private final long[] fencedBelow = new long[2];
  private final Map<Vantage, Map<String, Sighting>> heard = new LinkedHashMap<>();
  private final Map<RegionName, Sight> sights = new HashMap<>();
  private final Map<String, Long> voices = new HashMap<>();
  private FailoverState state = FailoverState.start(EAST);
  private long granted;
  private long highestTaken;
  private final Tally tally = new Tally();

  /** What came of a run. */
  static final class Tally {
    int writes;
    int failovers;
    long outAt = -1;
    Tenure tenure = new Tenure(1, EAST);
  }

  private RegionWorld(long seed, Mistake mistake) {
    this.mistake = mistake;
    simulation = new Simulation(seed);
    network = new SimNetwork(simulation, 15, 0.01, 0.02);
    faults = new RegionFaults(simulation, network);
    quorumClock = new SimClock(simulation, 1.02);
    for (int i = 0; i < 3; i++) {
      sites.add(new RegionSite(this, i, new SimClock(simulation, 0.98 + 0.02 * i)));
    }
  }

  /** Plays a script; throws when two regions write at once. */
  static Tally play(long seed, List<RegionStep> script, Mistake mistake) {
    RegionWorld world = new RegionWorld(seed, mistake);
    script.forEach(
        step -> world.simulation.after(step.at(), () -> world.faults.act(step, world.sites)));
    world.sites.forEach(RegionSite::start);
    world.decide();
    world.simulation.runUntil(RegionStep.LENGTH + 5_000);
    world.tally.tenure = world.state.tenure();
    return world.tally;
  }

  Simulation simulation() {
    return simulation;
  }

  SimNetwork network() {
    return network;
  }

  RegionFaults faults() {
    return faults;
  }

  List<RegionSite> sites() {
    return sites;
  }

  boolean makes(Mistake one) {
    return mistake == one;
  }

  long epoch() {
    return state.tenure().epoch();
  }

  /** Grants the lease to a region once more, when it owns the writes. */
  boolean grant(int region) {
    boolean owner =
        state.tenure().owner().equals(REGIONS.get(region))
            && !(state.phase() instanceof Phase.Fencing);
    if (owner) {
      granted = quorumClock.monotonic();
    }
    return owner;
  }

  /** The quorum is told what somebody has seen. */
  void hear(Vantage from, int region, Aspect aspect, Outcome outcome) {
    voices.put(from.place(), quorumClock.monotonic());
    heard
        .computeIfAbsent(from, f -> new HashMap<>())
        .put(
            region + ":" + aspect,
            new Sighting(
                from, REGIONS.get(region), aspect, outcome, quorumClock.instant(), "seen"));
  }

  /** A write comes to a region's store, which takes nothing of an epoch below one it has seen. */
  void taken(int region, long epoch) {
    if (!faults.storeRuns(region)
        || (mistake != Mistake.NO_FENCING && epoch < fencedBelow[region])) {
      return;
    }
    announce(region, epoch);
    if (epoch < highestTaken) {
      throw new AssertionError(
          "split brain: at %d ms %s took a write of epoch %d after one of epoch %d elsewhere"
              .formatted(simulation.now(), REGIONS.get(region), epoch, highestTaken));
    }
    highestTaken = epoch;
    tally.writes++;
  }

  private void announce(int region, long epoch) {
    fencedBelow[region] = Math.max(fencedBelow[region], epoch);
  }

  /** The quorum weighs what it has heard, and acts. */
  private void decide() {
    simulation.after(
        LOOK,
        () -> {
          apply(new FailoverEvent.Looked(situation()));
          decide();
        });
  }

  private Situation situation() {
    List<Sighting> all = heard.values().stream().flatMap(m -> m.values().stream()).toList();
    for (RegionName region : REGIONS) {
      Glance glance = Glance.of(region, all, sighting, quorumClock.instant());
      if (mistake == Mistake.BELIEVES_ONE_PLACE && glance.text().startsWith("silent")) {
        glance =
            new Glance(
                region,
                glance.at(),
                RegionState.DOWN,
                glance.text(),
                glance.places(),
                glance.evidence());
      }
      Sight before = sights.get(region);
      sights.put(
          region, before == null ? Sight.first(glance, sighting) : before.next(glance, sighting));
    }
    Set<String> voters = new TreeSet<>();
    voices.forEach(
        (place, at) -> {
          if (quorumClock.monotonic() - at < 1_000) {
            voters.add(place);
          }
        });
    return new Situation(
        quorumClock.instant(),
        sights,
        List.of(new Load(EAST, 12, 14, 60), new Load(WEST, 8, 9, 60)),
        List.of(
            new Replica(STORE, EAST, WEST, Duration.ZERO, 0, quorumClock.instant()),
            new Replica(STORE, WEST, EAST, Duration.ZERO, 0, quorumClock.instant())),
        List.of(),
        voters,
        Set.of(),
        Instant.MIN,
        Set.of(),
        0);
  }

  private void apply(FailoverEvent event) {
    boolean watching = state.phase() instanceof Phase.Watching;
    Turn turn = machine.step(state, event);
    state = turn.state();
    if (watching && !(state.phase() instanceof Phase.Watching)) {
      tally.failovers++;
    }
    if (state.phase() instanceof Phase.Out && tally.outAt < 0) {
      tally.outAt = simulation.now();
    }
    turn.effects().forEach(this::act);
  }

  private void act(FailoverEffect effect) {
    switch (effect) {
      case Claim claim -> claim(claim);
      case Fence fence -> fence(fence);
      case Promote promote -> {
        int region = REGIONS.indexOf(promote.region());
        network.send(
            QUORUM,
            KEEPER + region,
            () -> {
              if (faults.storeCanOpen(region)) {
                announce(region, promote.epoch());
                network.send(
                    KEEPER + region,
                    QUORUM,
                    () ->
                        apply(
                            new FailoverEvent.Promoted(
                                promote.store(), promote.epoch(), quorumClock.instant())));
              }
            });
      }
      case FailoverEffect.Steer s -> {}
      case FailoverEffect.SteerWrites s -> {}
      case FailoverEffect.Interlock i -> {}
      case FailoverEffect.Unlock u -> {}
      case FailoverEffect.Tell t -> {}
    }
  }

  private void claim(Claim claim) {
    boolean waits = mistake != Mistake.NO_FENCING && mistake != Mistake.NO_WAIT_FOR_THE_LEASE;
    long end = granted + (waits ? Lease.takeOverAfter(BOUNDS.lease(), BOUNDS.drift()) : 0);
    long left = Math.max(0, end - quorumClock.monotonic());
    // the quorum's own clock may run fast, and the claim is looked at again when it comes
    simulation.after(
        left,
        () -> {
          if (quorumClock.monotonic() >= end) {
            apply(new FailoverEvent.Claimed(claim.epoch(), quorumClock.instant()));
          } else {
            claim(claim);
          }
        });
  }

  /** The store is asked, and whoever can switch it off. */
  private void fence(Fence fence) {
    int region = REGIONS.indexOf(fence.region());
    if (mistake == Mistake.NO_FENCING) {
      apply(
          new FailoverEvent.Fenced(fence.store(), fence.epoch(), "assumed", quorumClock.instant()));
      return;
    }
    network.send(
        QUORUM,
        KEEPER + region,
        () -> {
          if (faults.storeRuns(region)) {
            announce(region, fence.epoch());
            network.send(KEEPER + region, QUORUM, () -> fenced(fence, "it refuses older epochs"));
          }
        });
    network.send(
        QUORUM,
        POWER,
        () -> {
          faults.switchOff(region);
          network.send(POWER, QUORUM, () -> fenced(fence, "switched off"));
        });
  }

  private void fenced(Fence fence, String how) {
    apply(new FailoverEvent.Fenced(fence.store(), fence.epoch(), how, quorumClock.instant()));
  }
}
