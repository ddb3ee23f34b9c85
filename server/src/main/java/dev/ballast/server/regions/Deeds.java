// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.mesh.MeshAdmin;
import dev.ballast.connect.mesh.MeshRouter;
import dev.ballast.connect.region.FenceHook;
import dev.ballast.connect.region.PostgresNode;
import dev.ballast.control.actuator.ActuatorException;
import dev.ballast.control.actuator.Hold;
import dev.ballast.control.actuator.Weights;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.SteerWrites;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.SteerSpec;
import dev.ballast.model.StoreSpec;
import java.net.URI;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the controller has decided; says what came of it. Thread-safe. */
final class Deeds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deeds.class);

  private final RegionPolicy policy;
  private final FenceHook hook = new FenceHook();
  private final Map<String, MeshAdmin> meshes = new ConcurrentHashMap<>();

  Deeds(RegionPolicy policy) {
    this.policy = policy;
  }

  /** Turns users' requests; true when every route did. */
  boolean steer(Steer effect) {
    boolean all = true;
    for (SteerSpec route : policy.steering()) {
      if (route.of() == SteerSpec.Of.USERS && route.home().equals(effect.home())) {
        all &= set(route, effect.weights());
      }
    }
    return all;
  }

  /** Turns writes; true when every route that still stands did. */
  boolean steer(SteerWrites effect) {
    boolean all = true;
    Map<RegionName, Integer> weights = new LinkedHashMap<>();
    policy.regions().forEach(r -> weights.put(r, r.equals(effect.to()) ? 100 : 0));
    for (SteerSpec route : policy.steering()) {
      if (route.of() == SteerSpec.Of.WRITES) {
        all &= set(route, weights);
      }
    }
    return all;
  }

  private boolean set(SteerSpec route, Map<RegionName, Integer> percent) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    percent.forEach((region, share) -> weights.put(region.value(), share));
    try {
      MeshAdmin admin = meshes.computeIfAbsent(route.mesh(), url -> new MeshAdmin(URI.create(url)));
      MeshRouter router = new MeshRouter(admin, route.service(), route.route());
      router.set(new Weights(weights), new Hold.ForGood(), router.read());
      return true;
    } catch (ActuatorException e) {
      log.atWarn()
          .addKeyValue("event", "region.steering_failed")
          .addKeyValue("service", route.service())
          .log(String.valueOf(e.getMessage()));
      return false;
    }
  }

  /** Stops a node; says how that was confirmed, or nothing. */
  Optional<String> fence(Fence effect, Optional<PostgresNode> node) throws InterruptedException {
    StoreSpec store = store(effect.store());
    if (node.isPresent()) {
      try {
        return Optional.of(node.get().fence());
      } catch (SQLException e) {
        log.atInfo()
            .addKeyValue("event", "region.fence_unanswered")
            .addKeyValue("region", effect.region())
            .log("the node does not answer; whoever can switch it off is asked");
      }
    }
    return store.fence().isEmpty()
        ? Optional.empty()
        : hook.fence(store.fence(), store.name(), effect.region().value(), effect.epoch());
  }

  /** Opens a node for writes; true when it takes them. */
  boolean promote(Promote effect, Optional<PostgresNode> node) {
    if (node.isEmpty()) {
      return false;
    }
    try {
      node.get().promote(effect.epoch());
      return true;
    } catch (SQLException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("event", "region.promotion_failed")
          .addKeyValue("region", effect.region())
          .log("the node was not opened for writes");
      return false;
    }
  }

  private StoreSpec store(String name) {
    return policy.stores().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("store: " + name + " (expected: declared)"));
  }

  @Override
  public void close() {
    hook.close();
    meshes.values().forEach(MeshAdmin::close);
  }
}
