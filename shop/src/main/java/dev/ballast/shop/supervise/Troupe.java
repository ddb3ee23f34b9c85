// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.node.HostOptions;
import dev.ballast.shop.process.Launcher;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;

/** Every service process of a run, whenever it was started. Owns the list of them. */
final class Troupe {

  /** How long services may take to send their last telemetry. */
  private static final Duration FAREWELL = Duration.ofMillis(1_500);

  private final Launcher launcher;
  private final Path logs;
  private final BooleanSupplier over;
  private final ObjIntConsumer<Node> ended;
  private final List<ServiceProcess> all = new ArrayList<>();

  /**
   * A troupe without anybody.
   *
   * @param over whether nobody is to be started any more
   * @param ended hears of one that ends without being told to, and its exit code
   */
  Troupe(Launcher launcher, Path logs, BooleanSupplier over, ObjIntConsumer<Node> ended) {
    this.launcher = launcher;
    this.logs = logs;
    this.over = over;
    this.ended = ended;
  }

  /** Starts one and waits until it serves. */
  ServiceProcess start(JavaCommand command, HostOptions host)
      throws IOException, InterruptedException {
    ServiceProcess service;
    synchronized (all) {
      if (over.getAsBoolean()) {
        throw new IOException("the shop is closing (expected: an open one)");
      }
      service =
          ServiceProcess.start(
              launcher, command, host, logs, code -> ended.accept(host.node(), code));
      all.add(service);
    }
    try {
      service.awaitReady();
      return service;
    } catch (IOException | InterruptedException e) {
      dismiss(service);
      throw e;
    }
  }

  /** Ends one; returns when it has ended. */
  void dismiss(ServiceProcess service) throws InterruptedException {
    service.dismiss();
    service.awaitEnd(System.nanoTime() + FAREWELL.toNanos());
    synchronized (all) {
      all.remove(service);
    }
  }

  /** Ends everybody; says whether none had to be forced. */
  boolean dismiss() throws InterruptedException {
    List<ServiceProcess> present = present();
    present.forEach(ServiceProcess::dismiss);
    long deadline = System.nanoTime() + FAREWELL.toNanos();
    boolean orderly = true;
    for (ServiceProcess service : present) {
      orderly &= service.awaitEnd(deadline);
    }
    return orderly;
  }

  /** Everybody in the order of the topology. */
  List<ServiceProcess> inOrder(Topology topology) {
    List<Node> order = topology.services();
    return present().stream()
        .sorted(Comparator.comparingInt(s -> order.indexOf(s.node())))
        .toList();
  }

  /** The process of a service that is there for the longest time. */
  ServiceProcess processOf(Node node) {
    return present().stream()
        .filter(s -> s.node().equals(node) && s.isAlive())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(node + ": no process is alive"));
  }

  /** Every process of a service. */
  List<ServiceProcess> allOf(Node node) {
    return present().stream().filter(s -> s.node().equals(node)).toList();
  }

  private List<ServiceProcess> present() {
    synchronized (all) {
      return List.copyOf(all);
    }
  }
}
