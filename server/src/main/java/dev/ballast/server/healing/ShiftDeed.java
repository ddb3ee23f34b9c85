// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshRouter;
import dev.ballast.connect.target.Access;
import dev.ballast.connect.target.RouteTarget;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Routing;
import dev.ballast.control.actuator.Weights;
import dev.ballast.control.healing.Intent;
import dev.ballast.model.HealingAction.Shift;
import dev.ballast.model.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Divides traffic differently; in a mesh under a lease, which ends when nobody renews it. */
record ShiftDeed(Shift shift, Place place, MeshByRegion meshes) implements Deed {

  @Override
  public Intent plan(String key) {
    return onRoute(
        router -> {
          var change = router.plan(new Weights(shift.weights()));
          Weights before = change.before().weights();
          double moved =
              before.of().keySet().stream()
                      .mapToDouble(b -> Math.abs(change.after().share(b) - before.share(b)))
                      .sum()
                  / 2;
          return new Intent(
              key,
              shift.word(),
              router.place(),
              texts(before),
              texts(change.after()),
              true,
              true,
              moved,
              -1,
              router.place() + " from " + before + " to " + change.after());
        });
  }

  private static SortedMap<String, String> texts(Weights weights) {
    SortedMap<String, String> texts = new TreeMap<>();
    weights.of().forEach((backend, weight) -> texts.put(backend, Integer.toString(weight)));
    return texts;
  }

  private static Weights weights(Map<String, String> texts) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    texts.forEach((backend, weight) -> weights.put(backend, Integer.parseInt(weight)));
    return new Weights(weights);
  }

  private <R> R onRoute(Function<Router, R> use) {
    RouteTarget target = Filling.parsed(() -> RouteTarget.parse(Filling.in(shift.target(), place)));
    if (target instanceof RouteTarget.Mesh(var service, String route)) {
      try (MeshAdmin admin = new MeshAdmin(meshes.of(place, shift.mesh()))) {
        return use.apply(new MeshRouter(admin, service, route));
      }
    }
    return target.with(Access.DEFAULT, use);
  }

  @Override
  public void act(Intent intent, boolean undo) {
    var _ = onRoute(router -> turned(router, intent, undo));
  }

  private static Routing turned(Router router, Intent intent, boolean undo) {
    Routing now = router.read();
    String owner = Deed.owner(intent);
    if (undo && now.leasedBy().equals(owner)) {
      return router.release(now);
    }
    Weights expected = weights(undo ? intent.after() : intent.before());
    Routing seen =
        new Routing(now.place(), now.revision(), expected, now.leasedBy(), now.cautions());
    Hold hold =
        router instanceof MeshRouter && !undo
            ? new Hold.Lease(owner, Deeds.LEASE)
            : new Hold.ForGood();
    return router.set(weights(undo ? intent.before() : intent.after()), hold, seen);
  }

  @Override
  public void renew(Intent intent) {
    var _ =
        onRoute(
            router -> {
              Routing now = router.read();
              String owner = Deed.owner(intent);
              return now.leasedBy().equals(owner)
                  ? router.set(weights(intent.after()), new Hold.Lease(owner, Deeds.LEASE), now)
                  : now;
            });
  }

  @Override
  public SortedMap<String, String> state(Intent intent) {
    return onRoute(router -> texts(router.read().weights()));
  }
}
