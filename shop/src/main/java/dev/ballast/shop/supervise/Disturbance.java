// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.deployment.Version;
import dev.ballast.shop.node.Host;
import dev.ballast.shop.postgres.PostgresServer;
import dev.ballast.shop.process.Guard;
import dev.ballast.shop.scenario.Fault.BadRelease;
import dev.ballast.shop.scenario.Fault.Delay;
import dev.ballast.shop.scenario.Fault.Errors;
import dev.ballast.shop.scenario.Fault.Fill;
import dev.ballast.shop.scenario.Fault.Loss;
import dev.ballast.shop.scenario.Fault.Stalls;
import dev.ballast.shop.scenario.Fault.Surge;
import dev.ballast.shop.scenario.Plan;
import dev.ballast.shop.scenario.Truth;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a plan and records when it took effect. Interrupting its thread ends the fault; a
 * stopped session of PostgreSQL is resumed by the guard, and a delay is taken back by the mesh,
 * even if this process is killed.
 */
final class Disturbance implements Runnable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration LOOK_OFTEN = Duration.ofMillis(100);

  private final Plan plan;
  private final RunOptions options;
  private final Cast cast;
  private final Guard guard;
  private final Power power;
  private final Truth truth;
  private final InstantSource clock;
  private final Announcements say;

  Disturbance(
      Plan plan,
      RunOptions options,
      Cast cast,
      Guard guard,
      Power power,
      Truth truth,
      InstantSource clock,
      Announcements say) {
    this.plan = plan;
    this.options = options;
    this.cast = cast;
    this.guard = guard;
    this.power = power;
    this.truth = truth;
    this.clock = clock;
    this.say = say;
  }

  @Override
  public void run() {
    long opened = System.nanoTime();
    try {
      boolean ordered = plan.fault() instanceof BadRelease; // Whoever deploys it says when.
      TimeUnit.NANOSECONDS.sleep(ordered ? 0 : plan.onset().toNanos());
      long end = opened + plan.end().toNanos();
      switch (plan.fault()) {
        case Errors errors -> fail(errors, end);
        case Stalls stalls -> stall(stalls, end);
        case Fill fill -> fill(fill, end);
        case Delay delay -> delay(delay, end);
        case Surge surge -> surge(surge, end);
        case BadRelease release -> release(release, end);
        case Loss loss -> lose(loss, end);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      say.progress("the scenario could not be played: " + e);
    }
  }

  private void fail(Errors errors, long end) throws IOException, InterruptedException {
    ServiceProcess victim = cast.processOf(errors.target());
    started(victim.order("fail " + errors.share()));
    try {
      sleepUntil(end);
      Instant ended = victim.order("fail 0.0");
      truth.struck(victim.ask(Host.STRUCK));
      truth.ended(ended);
    } catch (InterruptedException e) {
      truth.ended(clock.instant());
      throw e;
    }
  }

  private void stall(Stalls stalls, long end) throws IOException, InterruptedException {
    PostgresServer server = cast.databases().in(stalls.target().region());
    SessionStalls sessions =
        new SessionStalls(
            stalls, () -> server.connect(PostgresServer.OURS, "shop-supervisor"), guard, say);
    started(clock.instant());
    try {
      sessions.runUntil(end);
    } finally {
      truth.ended(clock.instant());
    }
  }

  private void fill(Fill fill, long end) throws IOException, InterruptedException {
    ServiceProcess victim = cast.processOf(fill.target());
    Instant start = victim.order("fill " + fill.bytesPerSecond());
    started(start);
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

  private void delay(Delay delay, long end) throws IOException, InterruptedException {
    RegionMesh mesh = cast.meshOf(delay.target().region());
    LeasedDelay leased = LeasedDelay.begin(mesh.admin(), delay);
    started(clock.instant());
    try (leased) {
      leased.holdUntil(end);
    } finally {
      truth.ended(clock.instant());
    }
  }

  private void surge(Surge surge, long end) throws IOException, InterruptedException {
    String region = surge.target().region();
    started(clock.instant());
    Surging surging =
        Surging.begin(
            surge,
            cast.usersOf(region),
            options.rateOf(region),
            plan.end().minus(plan.onset()),
            options.seed(),
            truth);
    try (surging) {
      while (System.nanoTime() < end) {
        sleepUntil(Math.min(end, System.nanoTime() + LOOK_EVERY.toNanos()));
        surging.look();
      }
    } finally {
      truth.ended(clock.instant());
    }
  }

  /** It hurts from when the version first gets traffic until it gets none. */
  private void release(BadRelease release, long end) throws IOException, InterruptedException {
    Version bad = new Version(release.target(), release.version());
    boolean hurts = false;
    boolean begun = false;
    try (MeshOrders mesh = new MeshOrders(options.roads()::admin)) {
      while (System.nanoTime() < end) {
        boolean now = mesh.weight(bad) > 0;
        if (now && !begun) {
          started(clock.instant());
          begun = true;
        } else if (hurts && !now) {
          truth.ended(clock.instant());
        }
        hurts = now;
        TimeUnit.NANOSECONDS.sleep(LOOK_OFTEN.toNanos());
      }
    } finally {
      if (hurts) {
        truth.ended(clock.instant());
      }
    }
  }

  /** What users get is looked at until the end; what became of their writes, then. */
  private void lose(Loss loss, long end) throws IOException, InterruptedException {
    String region = loss.target().region();
    Survival survival =
        new Survival(region, cast, options.ports().regions(), truth, clock, say, guard);
    started(clock.instant());
    power.cut(region);
    survival.begin();
    try {
      while (System.nanoTime() < end) {
        sleepUntil(Math.min(end, System.nanoTime() + LOOK_EVERY.toNanos()));
        survival.look();
      }
    } finally {
      survival.end();
    }
  }

  private void started(Instant when) throws IOException {
    truth.started(plan.fault(), when, options.topology());
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, nanoTime - System.nanoTime()));
  }
}
