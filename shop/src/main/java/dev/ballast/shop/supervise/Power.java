// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.PowerSwitch;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Switches a region off: every process of it ends at once and without a word. */
final class Power implements PowerSwitch {

  private static final Duration GONE_WITHIN = Duration.ofSeconds(5);

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
    for (PostgresServer server : cast.serversOf(region)) {
      ProcessHandle.of(server.pid())
          .ifPresent(p -> p.descendants().map(ProcessHandle::pid).forEach(all::add));
      all.add(server.pid());
    }
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
    var gone = CompletableFuture.allOf(writers(region).toArray(CompletableFuture<?>[]::new));
    try {
      gone.get(GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process in " + region + " was not seen", e);
    }
  }

  /** The ends of whatever could still write: the database and the services. */
  private Stream<CompletableFuture<ProcessHandle>> writers(String region) {
    Stream<Long> services =
        topology.services().stream()
            .filter(n -> n.region().equals(region))
            .flatMap(n -> cast.troupe().allOf(n).stream())
            .map(ServiceProcess::pid);
    return Stream.concat(cast.serversOf(region).stream().map(PostgresServer::pid), services)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .map(ProcessHandle::onExit);
  }
}
