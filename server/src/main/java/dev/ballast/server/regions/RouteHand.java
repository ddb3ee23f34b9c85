// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshRouter;
import dev.ballast.connect.region.RegionHook;
import dev.ballast.connect.target.Access;
import dev.ballast.connect.target.RouteTarget;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Router;
import dev.ballast.control.actuator.Weights;
import dev.ballast.model.RegionName;
import dev.ballast.model.SteerSpec;
import dev.ballast.model.SteerTarget;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Turns meshes, Gateway API, Istio and HAProxy, and tells hooks. Thread-safe. */
final class RouteHand implements Roads.Hand, AutoCloseable {

  private static final int ALL = 100;

  private final String policy;
  private final RegionHook hook = new RegionHook();
  private final Map<String, MeshAdmin> meshes = new ConcurrentHashMap<>();

  RouteHand(String policy) {
    this.policy = policy;
  }

  @Override
  public String turn(SteerSpec road, Roads.Order order, BooleanSupplier wanted)
      throws InterruptedException {
    try {
      return switch (road.target()) {
        case SteerTarget.Mesh mesh -> {
          MeshAdmin admin =
              meshes.computeIfAbsent(mesh.url(), url -> new MeshAdmin(URI.create(url)));
          yield set(new MeshRouter(admin, mesh.service(), mesh.route()), road, order);
        }
        case SteerTarget.Place place ->
            RouteTarget.parse(place.name())
                .with(
                    new Access(
                        Access.DEFAULT.mesh(),
                        place.kubeconfig(),
                        place.context(),
                        place.socket(),
                        Access.DEFAULT.orchestrator()),
                    router -> set(router, road, order));
        case SteerTarget.Hook told -> tell(told, road, order, wanted);
      };
    } catch (ActuatorException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String set(Router router, SteerSpec road, Roads.Order order) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    order.percent().forEach((region, share) -> weights.put(road.version(region), share));
    router.set(new Weights(weights), new Hold.ForGood(), router.read());
    return "";
  }

  /** Addresses are announced or they are not: stages between are nothing to a hook. */
  private String tell(
      SteerTarget.Hook told, SteerSpec road, Roads.Order order, BooleanSupplier wanted)
      throws InterruptedException {
    RegionName home = road.home();
    int stays = order.percent().getOrDefault(home, ALL);
    if (stays != 0 && stays != ALL) {
      return "";
    }
    return hook.carryOut(
        told,
        new RegionHook.Order(
            policy,
            home.value(),
            stays == 0 ? RegionHook.Action.WITHDRAW : RegionHook.Action.ANNOUNCE,
            order.epoch(),
            order.number()),
        wanted);
  }

  @Override
  public void close() {
    hook.close();
    meshes.values().forEach(MeshAdmin::close);
  }
}
