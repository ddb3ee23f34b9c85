// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshEndpoints;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Eject;
import dev.ballast.model.Place;
import java.util.SortedMap;
import java.util.function.Function;

/** Takes one endpoint of a mesh's version out of use. */
record EjectDeed(Eject eject, Place place, MeshByRegion meshes) implements Deed {

  private static final String DRAINING = "draining";

  @Override
  public Intent plan(String key) {
    return onEndpoint(
        endpoint -> {
          var now = endpoint.read();
          int others = now.draining() ? now.usable() : Math.max(0, now.usable() - 1);
          return new Intent(
              key,
              eject.word(),
              endpoint.place(),
              Deed.state(DRAINING, Boolean.toString(now.draining())),
              Deed.state(DRAINING, "true"),
              true,
              true,
              now.draining() ? 0 : 1.0 / Math.max(1, now.usable()),
              others,
              "drain " + endpoint.place());
        });
  }

  private <R> R onEndpoint(Function<MeshEndpoints, R> use) {
    try (MeshAdmin admin = new MeshAdmin(meshes.of(place, eject.mesh()))) {
      return use.apply(
          new MeshEndpoints(
              admin,
              place.service(),
              Filling.in(eject.version(), place),
              Filling.in(eject.address(), place)));
    }
  }

  @Override
  public void act(Intent intent, boolean undo) {
    SortedMap<String, String> to = undo ? intent.before() : intent.after();
    var _ =
        onEndpoint(
            endpoint -> {
              endpoint.drain(Boolean.parseBoolean(to.get(DRAINING)));
              return true;
            });
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return onEndpoint(e -> Deed.state(DRAINING, Boolean.toString(e.read().draining())));
  }
}
