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
import dev.ballast.control.regions.sight.Sight;
import dev.ballast.control.regions.sight.SightPolicy;
import dev.ballast.control.regions.sight.Sighting;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.control.regions.sight.Vantage;
import dev.ballast.control.regions.tenure.EpochGate;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two regions and a witness. Each looks at both regions and tells the quorum, which runs the
 * controller, grants the lease to write and stops the stores. The owner writes to its store under
 * its epoch as long as it believes in its lease.
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
  private static final List<RegionName> REGIONS = List.of(EAST, WEST);
  private static final String WITNESS = "witness";
  private static final String STORE = "database";

  static final Bounds BOUNDS =
      Bounds.DEFAULT
          .withConfirm(Duration.ofMillis(1_000))
          .withLease(Duration.ofMillis(1_000))
          .withCoolDown(Duration.ofSeconds(2))
          .withPace(Duration.ofMillis(500));

  private static final long LOOK = 250;
  private static final long PATIENCE = 200;
  private static final int QUORUM = 3;
  private static final int DOOR = 4;
  private static final int KEEPER = 6;
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
  private final List<Site> sites = new ArrayList<>();
  private final SimClock quorumClock;
  private final List<EpochGate> stores = List.of(new EpochGate(), new EpochGate());
  private final boolean[] alive = {true, true};
  private final boolean[] doorUp = {true, true};
  private final boolean[] storeUp = {true, true};
  private final boolean[] gray = {false, false};
  private final boolean[] powered = {true, true};
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
    quorumClock = new SimClock(simulation, 1.02);
    for (int i = 0; i < 3; i++) {
      sites.add(new Site(i, new SimClock(simulation, 0.98 + 0.02 * i)));
    }
  }

  /** Plays a script; throws when two regions write at once. */
  static Tally play(long seed, List<RegionStep> script, Mistake mistake) {
    RegionWorld world = new RegionWorld(seed, mistake);
    script.forEach(step -> world.simulation.after(step.at(), () -> world.act(step)));
    world.sites.forEach(Site::start);
    world.decide();
    world.simulation.runUntil(RegionStep.LENGTH + 5_000);
    world.tally.tenure = world.state.tenure();
    return world.tally;
  }

  /** A region's own controller, or the witness's. */
  private final class Site {
    private final int number;
    private final SimClock clock;
    private Lease lease = new Lease(1, Long.MIN_VALUE / 2, BOUNDS.lease(), BOUNDS.drift());
    private long stalledUntil;

    Site(int number, SimClock clock) {
      this.number = number;
      this.clock = clock;
    }

    private String place() {
      return number < 2 ? REGIONS.get(number).value() : WITNESS;
    }

    private boolean works() {
      return simulation.now() >= stalledUntil && (number == 2 || alive[number]);
    }

    private long time() {
      return mistake == Mistake.LEASE_BY_WALL_CLOCK ? clock.millis() : clock.monotonic();
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
        probe(region, Aspect.USERS, DOOR + region);
        probe(region, Aspect.STORE, KEEPER + region);
      }
    }

    private void probe(int region, Aspect aspect, int node) {
      boolean[] answered = {false};
      network.send(
          number,
          node,
          () -> {
            boolean up =
                alive[region]
                    && (aspect == Aspect.USERS
                        ? doorUp[region]
                        : storeUp[region] && powered[region]);
            if (up) {
              Outcome outcome =
                  aspect == Aspect.USERS && gray[region] ? Outcome.POORLY : Outcome.ANSWERS;
              network.send(
                  node,
                  number,
                  () -> {
                    if (!answered[0]) {
                      answered[0] = true;
                      tell(region, aspect, outcome);
                    }
                  });
            }
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
      network.send(
          number,
          QUORUM,
          () -> hear(new Vantage("probe-" + number, place()), region, aspect, outcome));
    }

    private void report() {
      network.send(
          number,
          QUORUM,
          () -> hear(new Vantage("itself", place()), number, Aspect.REPORT, Outcome.ANSWERS));
    }

    private void renew() {
      long asked = time();
      network.send(
          number,
          QUORUM,
          () -> {
            boolean owner =
                state.tenure().owner().equals(REGIONS.get(number))
                    && !(state.phase() instanceof Phase.Fencing);
            if (owner) {
              granted = quorumClock.monotonic();
              long epoch = state.tenure().epoch();
              network.send(
                  QUORUM,
                  number,
                  () -> {
                    if (works() && epoch >= lease.epoch()) {
                      lease =
                          new Lease(
                              epoch,
                              Math.max(asked, lease.askedAt()),
                              BOUNDS.lease(),
                              BOUNDS.drift());
                    }
                  });
            }
          });
    }

    private void write() {
      if (!mayWrite()) {
        return;
      }
      for (Site other : sites) {
        if (other != this && other.mayWrite()) {
          throw new AssertionError(
              "at %d ms %s (epoch %d) and %s (epoch %d) both believe that they own the writes"
                  .formatted(
                      simulation.now(),
                      place(),
                      lease.epoch(),
                      other.place(),
                      other.lease.epoch()));
        }
      }
      long mine = lease.epoch();
      // between looking at the lease and the write's departure a process may stand still
      long still = simulation.random().nextInt(40) == 0 ? simulation.random().nextLong(2_500) : 0;
      simulation.after(
          still, () -> network.send(number, KEEPER + number, () -> taken(number, mine)));
    }
  }

  private void hear(Vantage from, int region, Aspect aspect, Outcome outcome) {
    voices.put(from.place(), quorumClock.monotonic());
    heard
        .computeIfAbsent(from, f -> new HashMap<>())
        .put(
            region + ":" + aspect,
            new Sighting(
                from, REGIONS.get(region), aspect, outcome, quorumClock.instant(), "seen"));
  }

  private void taken(int region, long epoch) {
    if (!alive[region] || !storeUp[region] || !powered[region]) {
      return;
    }
    if (mistake != Mistake.NO_FENCING
        && stores.get(region).write(epoch) instanceof EpochGate.Answer.Fenced) {
      return;
    }
    if (epoch < highestTaken) {
      throw new AssertionError(
          "split brain: at %d ms %s took a write of epoch %d after one of epoch %d elsewhere"
              .formatted(simulation.now(), REGIONS.get(region), epoch, highestTaken));
    }
    highestTaken = epoch;
    tally.writes++;
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
                dev.ballast.control.regions.sight.RegionState.DOWN,
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
        java.time.Instant.MIN,
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
              if (alive[region] && storeUp[region]) {
                stores.get(region).fence(promote.epoch());
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
          if (alive[region] && storeUp[region] && powered[region]) {
            stores.get(region).fence(fence.epoch());
            network.send(KEEPER + region, QUORUM, () -> fenced(fence, "it refuses older epochs"));
          }
        });
    network.send(
        QUORUM,
        POWER,
        () -> {
          powered[region] = false;
          network.send(POWER, QUORUM, () -> fenced(fence, "switched off"));
        });
  }

  private void fenced(Fence fence, String how) {
    apply(new FailoverEvent.Fenced(fence.store(), fence.epoch(), how, quorumClock.instant()));
  }

  private void act(RegionStep step) {
    int one = step.one();
    long time = step.amount();
    switch (step.kind()) {
      case LOSS -> alive[one] = false;
      case CUT_OFF -> {
        cutIn(one, time);
        cutOut(one, time);
      }
      case NO_WAY_IN -> cutIn(one, time);
      case ONE_WAY -> cutPlaces(one, step.other(), time);
      case BOTH_WAYS -> {
        cutPlaces(one, step.other(), time);
        cutPlaces(step.other(), one, time);
      }
      case GRAY -> forTime(time, gray, one, true);
      case DOOR_DEAD -> forTime(time, doorUp, one, false);
      case STORE_DEAD -> forTime(time, storeUp, one, false);
      case FLAPS -> {
        for (int i = 0; i < 6; i++) {
          simulation.after(
              i * 500L,
              () -> {
                cutIn(one, 200);
                cutOut(one, 200);
              });
        }
      }
      case SET_CLOCK -> sites.get(one).clock.skew(step.amount());
      case STALL -> sites.get(one).stalledUntil = simulation.now() + time;
    }
  }

  private void forTime(long time, boolean[] what, int index, boolean value) {
    what[index] = value;
    simulation.after(time, () -> what[index] = !value);
  }

  private static List<Integer> partsOf(int place) {
    return place == 2 ? List.of(2) : List.of(place, DOOR + place, KEEPER + place);
  }

  private static List<Integer> outside(int region) {
    return List.of(1 - region, DOOR + 1 - region, KEEPER + 1 - region, 2, QUORUM);
  }

  private void cutIn(int region, long time) {
    outside(region).forEach(from -> partsOf(region).forEach(to -> cut(from, to, time)));
  }

  private void cutOut(int region, long time) {
    outside(region).forEach(to -> partsOf(region).forEach(from -> cut(from, to, time)));
  }

  private void cutPlaces(int one, int other, long time) {
    partsOf(one).forEach(from -> partsOf(other).forEach(to -> cut(from, to, time)));
  }

  private void cut(int from, int to, long time) {
    network.cut(from, to);
    simulation.after(time, () -> network.mend(from, to));
  }
}
