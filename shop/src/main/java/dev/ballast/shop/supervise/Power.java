// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.PowerSwitch;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Switches a region off: every process of it ends at once and without a word. */
final class Power implements PowerSwitch {

  private static final long LOOK_MILLIS = 20;
  private static final int LOOKS = 250;

  private final Cast cast;
  private final Topology topology;
  private final Guard guard;
  private final Consumer<String> leaving;

  /**
   * @param leaving hears of a region before it goes
   */
  Power(Cast cast, Topology topology, Guard guard, Consumer<String> leaving) {
    this.cast = cast;
    this.topology = topology;
    this.guard = guard;
    this.leaving = leaving;
  }

  /** Ends everything in a region by force. */
  void cut(String region) {
    leaving.accept(region);
    List<Long> all = new ArrayList<>();
    PostgresServer server = cast.databases().in(region);
    ProcessHandle.of(server.pid())
        .ifPresent(p -> p.descendants().map(ProcessHandle::pid).forEach(all::add));
    all.add(server.pid());
    cast.meshes().stream().filter(m -> m.region().equals(region)).forEach(m -> all.add(m.pid()));
    for (Node node : topology.services()) {
      if (node.region().equals(region)) {
        cast.troupe().allOf(node).forEach(s -> all.add(s.pid()));
      }
    }
    guard.signal("KILL", all);
  }

  /** Ends what still runs of a region; true once nothing of it does. */
  @Override
  public boolean off(String region) throws InterruptedException {
    if (!topology.regions().contains(region)) {
      return false;
    }
    cut(region);
    for (int i = 0; i < LOOKS; i++) {
      if (!runs(region)) {
        return true;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private boolean runs(String region) {
    boolean database =
        ProcessHandle.of(cast.databases().in(region).pid())
            .map(ProcessHandle::isAlive)
            .orElse(false);
    return database
        || topology.services().stream()
            .filter(n -> n.region().equals(region))
            .anyMatch(n -> cast.troupe().allOf(n).stream().anyMatch(ServiceProcess::isAlive));
  }
}
