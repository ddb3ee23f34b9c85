// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.connect.region.FenceHook;
import dev.ballast.connect.region.PostgresNode;
import dev.ballast.control.regions.failover.FailoverEffect.Fence;
import dev.ballast.control.regions.failover.FailoverEffect.Promote;
import dev.ballast.control.regions.failover.FailoverEffect.Steer;
import dev.ballast.control.regions.failover.FailoverEffect.SteerWrites;
import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.SteerSpec;
import dev.ballast.model.StoreSpec;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the controller has decided; says what came of it. Thread-safe. */
final class Deeds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deeds.class);

  private final RegionPolicy policy;
  private final FenceHook hook = new FenceHook();
  private final RouteHand hand;
  private final Roads roads;

  Deeds(RegionPolicy policy, InstantSource clock) {
    this.policy = policy;
    this.hand = new RouteHand(policy.name());
    this.roads = new Roads(policy, hand, clock);
  }

  /** Writes down how users' requests are to be turned; returns at once. */
  void want(Steer effect, long epoch) {
    roads.want(of(effect), effect.weights(), epoch);
  }

  /** Writes down where writes are to go; returns at once. */
  void want(SteerWrites effect) {
    Map<RegionName, Integer> weights = new LinkedHashMap<>();
    policy.regions().forEach(r -> weights.put(r, r.equals(effect.to()) ? 100 : 0));
    roads.want(Deeds::carriesWrites, weights, effect.epoch());
  }

  /** Turns users' requests as it is wanted now. */
  void steer(Steer effect) {
    roads.turn(of(effect));
  }

  /** Turns writes. */
  void steerWrites() {
    roads.turn(Deeds::carriesWrites);
  }

  private static Predicate<SteerSpec> of(Steer effect) {
    return road -> road.of() == SteerSpec.Of.USERS && road.home().equals(effect.home());
  }

  private static boolean carriesWrites(SteerSpec road) {
    return road.of() == SteerSpec.Of.WRITES;
  }

  Roads roads() {
    return roads;
  }

  /** Stops a node; says how that was confirmed, or nothing. */
  Optional<String> fence(Fence effect, Optional<PostgresNode> node) throws InterruptedException {
    StoreSpec store = store(effect.store());
    if (node.isPresent()) {
      try {
        return Optional.of(node.get().fence(effect.epoch()));
      } catch (PostgresNode.OvertakenException e) {
        log.atWarn()
            .setCause(e)
            .addKeyValue("event", "region.fence_withheld")
            .addKeyValue("region", effect.region())
            .log("the node is opened under a later epoch, so it is not stopped");
        return Optional.empty();
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
    hand.close();
  }
}
