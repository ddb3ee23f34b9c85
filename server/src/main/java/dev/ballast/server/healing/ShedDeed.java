// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshShed;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.ActuatorException.Kind;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Shed;
import dev.ballast.model.Place;
import java.util.SortedMap;
import java.util.function.Function;

/** Turns requests away at the mesh, under a lease, which ends when nobody renews it. */
record ShedDeed(Shed shed, Place place, MeshByRegion meshes) implements Deed {

  private static final String SHARE = "share";

  @Override
  public Intent plan(String key) {
    return onMesh(
        mesh -> {
          MeshShed.Now now = mesh.read();
          if (now.share() > 0) {
            throw new ActuatorException(
                Kind.CONFLICT, mesh.place(), now.owner() + " sheds already", "wait until it ends");
          }
          return new Intent(
              key,
              shed.word(),
              mesh.place(),
              share(0),
              share(shed.share()),
              true,
              true,
              shed.share(),
              -1,
              "%s: turn %s of the requests away%s"
                  .formatted(
                      mesh.place(),
                      shed.share(),
                      shed.header().isEmpty()
                          ? ""
                          : ", but none with " + shed.header() + " " + shed.keep()));
        });
  }

  private static SortedMap<String, String> share(double share) {
    return Deed.state(SHARE, Double.toString(share));
  }

  private <R> R onMesh(Function<MeshShed, R> use) {
    try (MeshAdmin admin = new MeshAdmin(meshes.of(place, shed.mesh()))) {
      return use.apply(new MeshShed(admin, place.service()));
    }
  }

  @Override
  public void act(Intent intent, boolean undo) {
    var _ =
        onMesh(
            mesh -> {
              if (undo) {
                mesh.release(Deed.owner(intent));
              } else {
                put(mesh, intent);
              }
              return true;
            });
  }

  private void put(MeshShed mesh, Intent intent) {
    var _ =
        mesh.set(
            shed.share(),
            shed.header(),
            shed.keep(),
            new Hold.Lease(Deed.owner(intent), Deeds.LEASE));
  }

  @Override
  public void renew(Intent intent) {
    var _ =
        onMesh(
            mesh -> {
              boolean ours = mesh.read().owner().equals(Deed.owner(intent));
              if (ours) {
                put(mesh, intent);
              }
              return ours;
            });
  }

  /** What another turns away is not ours. */
  @Override
  public SortedMap<String, String> state(Intent intent) {
    MeshShed.Now now = onMesh(MeshShed::read);
    return now.share() == 0 || now.owner().equals(Deed.owner(intent))
        ? share(now.share())
        : Deed.state(SHARE, now.share() + " of " + now.owner());
  }
}
