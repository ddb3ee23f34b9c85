// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Fault;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.scenario.Truth;
import dev.ballast.shop.topology.Node;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a plan and records when it took effect. Interrupting its thread ends the fault; a
 * stopped session of PostgreSQL is resumed by the guard even if this process is killed.
 */
final class Disturbance implements Runnable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Plan plan;
  private final Topology topology;
  private final List<ServiceProcess> services;
  private final PostgresCluster databases;
  private final Guard guard;
  private final Truth truth;
  private final InstantSource clock;
  private final Announcements say;

  Disturbance(
      Plan plan,
      Topology topology,
      List<ServiceProcess> services,
      PostgresCluster databases,
      Guard guard,
      Truth truth,
      InstantSource clock,
      Announcements say) {
    this.plan = plan;
    this.topology = topology;
    this.services = List.copyOf(services);
    this.databases = databases;
    this.guard = guard;
    this.truth = truth;
    this.clock = clock;
    this.say = say;
  }

  @Override
  public void run() {
    long opened = System.nanoTime();
    try {
      TimeUnit.NANOSECONDS.sleep(plan.onset().toNanos());
      long end = opened + plan.end().toNanos();
      switch (plan.fault()) {
        case Errors errors -> fail(errors, end);
        case Stalls stalls -> stall(stalls, end);
        case Fill fill -> fill(fill, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      say.progress("the scenario could not be played: " + e);
    }
  }

  private void fail(Errors errors, long end) throws IOException, InterruptedException {
    ServiceProcess victim = processOf(errors.target());
    started(errors, victim.order("fail " + errors.share()));
    try {
      sleepUntil(end);
      truth.ended(victim.order("fail 0.0"));
    } catch (InterruptedException e) {
      truth.ended(clock.instant());
      throw e;
    }
  }

  private void stall(Stalls stalls, long end) throws IOException, InterruptedException {
    PostgresServer server = databases.in(stalls.target().region());
    SessionStalls sessions =
        new SessionStalls(
            stalls, () -> server.connect(PostgresServer.OURS, "shop-supervisor"), guard, say);
    started(stalls, clock.instant());
    try {
      sessions.runUntil(end);
    } finally {
      truth.ended(clock.instant());
    }
  }

  private void fill(Fill fill, long end) throws IOException, InterruptedException {
    ServiceProcess victim = processOf(fill.target());
    Instant start = victim.order("fill " + fill.bytesPerSecond());
    started(fill, start);
    Filling filling = Filling.begin(fill, victim.options().volumes().getFirst(), truth, start);
    try {
      while (System.nanoTime() < end) {
        sleepUntil(Math.min(end, System.nanoTime() + LOOK_EVERY.toNanos()));
        filling.look(clock.instant());
      }
      truth.ended(victim.order("fill 0"));
    } catch (InterruptedException e) {
      filling.look(clock.instant());
      truth.ended(clock.instant());
      throw e;
    }
  }

  private ServiceProcess processOf(Node node) {
    return services.stream().filter(s -> s.node().equals(node)).findFirst().orElseThrow();
  }

  private void started(Fault fault, Instant when) throws IOException {
    truth.started(fault, when, topology);
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, nanoTime - System.nanoTime()));
  }
}
