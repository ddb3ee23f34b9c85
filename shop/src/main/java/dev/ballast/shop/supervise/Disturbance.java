// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Fault;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.scenario.Truth;
import dev.ballast.shop.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a plan and records when it took effect. Interrupting its thread ends the fault; a
 * stopped session of PostgreSQL is resumed by the guard even if this process is killed.
 */
final class Disturbance implements Runnable {

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
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      say.progress("the scenario could not be played: " + e);
    }
  }

  private void fail(Errors errors, long end) throws IOException, InterruptedException {
    ServiceProcess victim =
        services.stream().filter(s -> s.node().equals(errors.target())).findFirst().orElseThrow();
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

  private void started(Fault fault, Instant when) throws IOException {
    truth.started(fault, when, topology);
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, nanoTime - System.nanoTime()));
  }
}
