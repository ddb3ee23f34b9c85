// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.regions;

import dev.ballast.model.RegionName;
import dev.ballast.model.RegionPolicy;
import dev.ballast.model.SteerSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that turns requests for one policy, each with what is wanted of it. What is wanted is
 * written down before anything waits; whoever comes to a road does what is wanted then, one after
 * the other, so that an older order cannot overtake a newer one. What a road did not take is tried
 * again. Thread-safe.
 */
final class Roads {

  private static final Logger log = LoggerFactory.getLogger(Roads.class);

  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final List<Road> all;
  private final Hand hand;
  private final InstantSource clock;
  private long last;

  /** Turns one road; says what is wrong, or nothing. */
  @FunctionalInterface
  interface Hand {
    String turn(SteerSpec road, Order order, BooleanSupplier wanted) throws InterruptedException;
  }

  /**
   * What is wanted of a road.
   *
   * @param percent by region
   * @param number grows from one to the next, over restarts as well
   */
  record Order(Map<RegionName, Integer> percent, long epoch, long number) {
    Order {
      percent = Collections.unmodifiableMap(new LinkedHashMap<>(percent));
    }
  }

  /**
   * How a road stands.
   *
   * @param asked whether it was ever turned since the start
   * @param problem why it did not take what is wanted; empty: it did, or nothing is
   */
  record View(SteerSpec spec, boolean asked, String problem) {}

  private static final class Road {
    private final SteerSpec spec;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Order wanted;
    private volatile String problem = "";
    private volatile Instant tried = Instant.MIN;

    private Road(SteerSpec spec) {
      this.spec = spec;
    }
  }

  Roads(RegionPolicy policy, Hand hand, InstantSource clock) {
    this.all = policy.steering().stream().map(Road::new).toList();
    this.hand = hand;
    this.clock = clock;
  }

  /** Writes down what is wanted; returns at once. */
  synchronized void want(Predicate<SteerSpec> which, Map<RegionName, Integer> percent, long epoch) {
    last = Math.max(last + 1, clock.millis());
    Order order = new Order(percent, epoch, last);
    all.stream().filter(road -> which.test(road.spec)).forEach(road -> road.wanted = order);
  }

  /** Turns those roads as it is wanted now, all at once; returns when each did or could not. */
  void turn(Predicate<SteerSpec> which) {
    turnAll(all.stream().filter(road -> which.test(road.spec)).toList());
  }

  /** Whether there are roads that did not take what is wanted, and it is time to try again. */
  boolean isBehind() {
    return all.stream().anyMatch(this::isDue);
  }

  /** Tries those again. */
  void again() {
    turnAll(all.stream().filter(this::isDue).toList());
  }

  private void turnAll(List<Road> roads) {
    try (ExecutorService turning = Executors.newVirtualThreadPerTaskExecutor()) {
      roads.forEach(road -> turning.execute(() -> turn(road)));
    }
  }

  private boolean isDue(Road road) {
    return !road.problem.isEmpty() && road.tried.plus(AGAIN).isBefore(clock.instant());
  }

  private void turn(Road road) {
    try {
      road.lock.lockInterruptibly();
      try {
        Order order = road.wanted;
        if (order != null) {
          road.tried = clock.instant();
          done(road, hand.turn(road.spec, order, () -> order.equals(road.wanted)));
        }
      } finally {
        road.lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atError().setCause(e).addKeyValue("event", "region.deed_failed").log("a road");
      done(road, "failed: " + e.getClass().getSimpleName());
    }
  }

  private static void done(Road road, String problem) {
    if (!road.problem.equals(problem)) {
      log.atWarn()
          .addKeyValue("event", problem.isEmpty() ? "region.steered" : "region.steering_failed")
          .addKeyValue("target", road.spec.target().text())
          .addKeyValue("home", road.spec.home())
          .log(problem.isEmpty() ? "it has taken its weights now" : problem);
    }
    road.problem = problem;
  }

  List<View> views() {
    return all.stream()
        .map(road -> new View(road.spec, road.wanted != null, road.problem))
        .toList();
  }
}
