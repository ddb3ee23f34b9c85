// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.regions.failover;

import dev.ballast.control.regions.sight.Aspect;
import dev.ballast.control.regions.sight.Sighting.Outcome;
import dev.ballast.testkit.sim.SimNetwork;
import dev.ballast.testkit.sim.Simulation;
import java.util.List;
import java.util.Optional;

/** What is broken of two regions and the ways between them, and how it comes to be. */
final class RegionFaults {

  private final Simulation simulation;
  private final SimNetwork network;
  private final boolean[] lost = new boolean[2];
  private final boolean[] doorDead = new boolean[2];
  private final boolean[] storeDead = new boolean[2];
  private final boolean[] gray = new boolean[2];
  private final boolean[] switchedOff = new boolean[2];

  RegionFaults(Simulation simulation, SimNetwork network) {
    this.simulation = simulation;
    this.network = network;
  }

  boolean isLost(int region) {
    return lost[region];
  }

  /** Whether the store of a region runs; one that was switched off answers nobody. */
  boolean storeRuns(int region) {
    return !lost[region] && !storeDead[region] && !switchedOff[region];
  }

  /** Likewise, though whoever opens a store would switch it on. */
  boolean storeCanOpen(int region) {
    return !lost[region] && !storeDead[region];
  }

  /** What somebody gets to see who comes through; empty: silence. */
  Optional<Outcome> answer(int region, Aspect aspect) {
    boolean users = aspect == Aspect.USERS;
    boolean up = users ? !lost[region] && !doorDead[region] : storeRuns(region);
    return up
        ? Optional.of(users && gray[region] ? Outcome.POORLY : Outcome.ANSWERS)
        : Optional.empty();
  }

  void switchOff(int region) {
    switchedOff[region] = true;
  }

  /** Does what a script says. */
  void act(RegionStep step, List<RegionSite> sites) {
    int one = step.one();
    long time = step.amount();
    switch (step.kind()) {
      case LOSS -> lost[one] = true;
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
      case GRAY -> forTime(time, gray, one);
      case DOOR_DEAD -> forTime(time, doorDead, one);
      case STORE_DEAD -> forTime(time, storeDead, one);
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
      case SET_CLOCK -> sites.get(one).setClock(step.amount());
      case STALL -> sites.get(one).stall(time);
    }
  }

  private void forTime(long time, boolean[] what, int index) {
    what[index] = true;
    simulation.after(time, () -> what[index] = false);
  }

  private static List<Integer> partsOf(int place) {
    return place == 2
        ? List.of(2)
        : List.of(place, RegionWorld.DOOR + place, RegionWorld.KEEPER + place);
  }

  private static List<Integer> outside(int region) {
    return List.of(
        1 - region,
        RegionWorld.DOOR + 1 - region,
        RegionWorld.KEEPER + 1 - region,
        2,
        RegionWorld.QUORUM);
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
