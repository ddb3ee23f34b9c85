// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.script.ScriptFolder;
import dev.ballast.connect.webhook.Orders;
import dev.ballast.control.actuator.Replicas;
import dev.ballast.model.HealingAction;
import dev.ballast.model.Place;
import dev.ballast.model.Remediation;
import dev.ballast.server.regions.RegionDesk;
import dev.ballast.server.rollout.Rollouts;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kind of deed for each kind of action, all over actuators that people use as well. */
final class Deeds implements AutoCloseable {

  static final Duration LEASE = Duration.ofSeconds(60);

  private final MeshByRegion meshes;
  private final Rollouts rollouts;
  private final RegionDesk regions;
  private final Orders orders = new Orders();
  private final HealingReach reach;
  private final @Nullable ScriptFolder scripts;

  Deeds(Map<String, URI> meshes, Rollouts rollouts, RegionDesk regions, HealingReach reach) {
    this.meshes = new MeshByRegion(meshes);
    this.rollouts = rollouts;
    this.regions = regions;
    this.reach = reach;
    this.scripts = reach.scripts() == null ? null : new ScriptFolder(reach.scripts());
  }

  Deed of(HealingAction action, Place place) {
    return switch (action) {
      case HealingAction.Shift shift -> new ShiftDeed(shift, place, meshes);
      case HealingAction.Eject eject -> new EjectDeed(eject, place, meshes);
      case HealingAction.Scale scale -> new ScaleDeed(scale, place);
      case HealingAction.Restart restart -> new RestartDeed(restart, place, reach.units());
      case HealingAction.Toggle toggle -> new FlagDeed(toggle, place, reach.flags());
      case HealingAction.Shed shed -> new ShedDeed(shed, place, meshes);
      case HealingAction.RollBack back -> new RollBackDeed(back, place, rollouts);
      case HealingAction.LeaveRegion leave -> new LeaveDeed(leave, place, regions);
      case HealingAction.Call call -> new CallDeed(call, place, orders);
      case HealingAction.Script script -> new ScriptDeed(script, place, scripts);
    };
  }

  /** How many instances the set has that a remediation scales. */
  Replicas replicas(Remediation rules, Place place) {
    if (of(rules.action(), place) instanceof ScaleDeed scale) {
      return scale.replicas();
    }
    throw new IllegalStateException(rules.name() + ": (expected: the action scale)");
  }

  @Override
  public void close() {
    orders.close();
  }
}
