// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.regions.readiness.Readiness;
import dev.ballast.control.regions.readiness.Wish;
import dev.ballast.model.HealingAction.LeaveRegion;
import dev.ballast.model.Place;
import dev.ballast.model.RegionName;
import dev.ballast.server.regions.RegionDesk;
import java.util.SortedMap;

/** Takes a region out, by the rules of its RegionPolicy. */
record LeaveDeed(LeaveRegion leave, Place place, RegionDesk regions) implements Deed {

  @Override
  public Intent plan(String key) {
    Wish wish = wish();
    Readiness readiness = regions.judge(wish).orElseThrow(() -> noRegion(wish));
    if (!readiness.allowed()) {
      throw new ActuatorException(
          Kind.REFUSED,
          "region " + wish.region(),
          "its rules do not allow it",
          "see ballast regions readiness " + wish.region());
    }
    return Deed.blind(key, leave.word(), "region " + wish.region(), false);
  }

  private Wish wish() {
    Wish.Kind kind = leave.loss() ? Wish.Kind.FAILOVER : Wish.Kind.DRAIN;
    return Wish.of(kind, new RegionName(Filling.in(leave.region(), place)), "healing");
  }

  private static ActuatorException noRegion(Wish wish) {
    return new ActuatorException(
        Kind.NOT_FOUND,
        "region " + wish.region(),
        "no RegionPolicy has looked at it",
        "write one: docs/configuration/regions.md");
  }

  @Override
  public void act(Intent intent, boolean undo) {
    Wish wish = wish();
    if (!regions.ask(wish).map(Readiness::allowed).orElse(false)) {
      throw new ActuatorException(
          Kind.REFUSED, "region " + wish.region(), "not begun", "see ballast regions status");
    }
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return UNREADABLE;
  }
}
