// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.scenario;

import dev.ballast.shop.topology.Node;
import java.time.Duration;

/** Something that goes wrong in one place. */
public sealed interface Fault {

  /** Where. */
  Node target();

  /** Scenario name. */
  String kind();

  /** A service answers 500 to this share (0..1) of its requests. */
  record Errors(Node target, double share) implements Fault {
    public Errors {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
      }
    }

    @Override
    public String kind() {
      return Scenario.DEPENDENCY_ERRORS.text();
    }
  }

  /**
   * A service's volume is no longer cleaned up and grows steadily. Nobody is hurt until it is full.
   *
   * @param volumeBytes how much fits
   */
  record Fill(Node target, long volumeBytes, long bytesPerSecond) implements Fault {
    public Fill {
      if (volumeBytes < 1 || bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "volumeBytes, bytesPerSecond: %d, %d (expected: positive)"
                .formatted(volumeBytes, bytesPerSecond));
      }
    }

    @Override
    public String kind() {
      return Scenario.DISK_FILLS.text();
    }
  }

  /**
   * Requests from the target to one service that it calls arrive later, by the delay give or take
   * the jitter. The service at the other end is as quick as ever: who waits is the target.
   *
   * @param seed decides which request waits how long
   */
  record Delay(Node target, Node server, Duration delay, Duration jitter, long seed)
      implements Fault {
    public Delay {
      if (!delay.isPositive() || jitter.isNegative() || jitter.compareTo(delay) > 0) {
        throw new IllegalArgumentException(
            "delay, jitter: " + delay + ", " + jitter + " (expected: 0 <= jitter <= delay)");
      }
    }

    @Override
    public String kind() {
      return Scenario.NETWORK_DELAY.text();
    }
  }

  /**
   * So many times the usual users come to one region's entrance. Nothing is broken by itself.
   *
   * @param grows whether they come by and by, evenly more, until the end; else all at once
   */
  record Surge(Node target, double factor, boolean grows) implements Fault {
    /** All at once. */
    public Surge(Node target, double factor) {
      this(target, factor, false);
    }

    public Surge {
      if (!(factor > 1 && factor <= 100)) {
        throw new IllegalArgumentException(
            "factor: " + factor + " (expected: above 1, at most 100)");
      }
    }

    @Override
    public String kind() {
      return (grows ? Scenario.GROWTH : Scenario.TRAFFIC_SURGE).text();
    }
  }

  /** A database's sessions stand still for {@code stop}, run for {@code run}, and so on. */
  record Stalls(Node target, Duration stop, Duration run) implements Fault {
    public Stalls {
      if (!stop.isPositive() || !run.isPositive()) {
        throw new IllegalArgumentException(
            "stop, run: " + stop + ", " + run + " (expected: positive)");
      }
    }

    @Override
    public String kind() {
      return Scenario.SLOW_DATABASE.text();
    }
  }

  /**
   * A version of a service whose new card client is denied access in one region. It does nothing
   * until somebody deploys that version and gives it traffic.
   *
   * @param share of the charges (0..1) that the new client takes over
   */
  record BadRelease(Node target, String version, double share) implements Fault {
    public BadRelease {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("share: " + share + " (expected: above 0, at most 1)");
      }
    }

    @Override
    public String kind() {
      return Scenario.BAD_DEPLOY.text();
    }
  }

  /**
   * Everything in a region is gone at once: its services, its mesh and its database.
   *
   * @param target the region's database
   */
  record Loss(Node target) implements Fault {
    @Override
    public String kind() {
      return Scenario.REGION_LOSS.text();
    }
  }
}
