// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.healing.Intent;
import dev.ballast.control.rollout.CanaryEvent;
import dev.ballast.model.HealingAction.RollBack;
import dev.ballast.model.Place;
import dev.ballast.model.rollout.ObjectName;
import dev.ballast.server.rollout.Rollouts;
import java.util.SortedMap;

/** Ends a rollout that is under way. */
record RollBackDeed(RollBack back, Place place, Rollouts rollouts) implements Deed {

  private static final String ROLLOUT = "rollout";
  private static final String UNDER_WAY = "under way";
  private static final String BACK = "back";

  @Override
  public Intent plan(String key) {
    ObjectName name = canary();
    return new Intent(
        key,
        back.word(),
        "rollout " + name,
        Deed.state(ROLLOUT, rollout(name)),
        Deed.state(ROLLOUT, BACK),
        false,
        false,
        0,
        -1,
        "abort rollout " + name);
  }

  private ObjectName canary() {
    String name = Filling.in(back.canary(), place);
    int slash = name.indexOf('/');
    return slash < 0
        ? new ObjectName("", name)
        : new ObjectName(name.substring(0, slash), name.substring(slash + 1));
  }

  private String rollout(ObjectName name) {
    Rollouts.View view =
        rollouts
            .find(name)
            .orElseThrow(
                () ->
                    new ActuatorException(
                        Kind.NOT_FOUND,
                        "rollout " + name,
                        "there is none",
                        "name one of ballast rollout list"));
    return view.rollout().state().phase().isUnderWay() ? UNDER_WAY : BACK;
  }

  @Override
  public void act(Intent intent, boolean undo) {
    var _ = rollouts.command(canary(), CanaryEvent.Command.ABORT, "healing");
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return Deed.state(ROLLOUT, rollout(canary()));
  }
}
