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
}
