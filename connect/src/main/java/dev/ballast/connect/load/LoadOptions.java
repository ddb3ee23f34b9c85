// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of a load.
 *
 * @param connections at most at once; more open only while all others are busy
 * @param waiting requests that may wait for a connection; further ones are counted as unsent
 * @param timeout how long a request may wait for a connection, and then for its answer
 */
public record LoadOptions(int connections, int waiting, Duration timeout) {

  private static final int MOST_CONNECTIONS = 50_000;
  private static final int MOST_WAITING = 1_000_000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  public static final LoadOptions DEFAULT = new LoadOptions(256, 10_000, Duration.ofSeconds(10));

  /**
   * Checks all limits.
   *
   * @throws IllegalArgumentException with every problem, one a line
   */
  public LoadOptions {
    List<String> problems = new ArrayList<>();
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      problems.add("connections: " + connections + " (expected: from 1 to 50000)");
    }
    if (waiting < 0 || waiting > MOST_WAITING) {
      problems.add("waiting: " + waiting + " (expected: from 0 to 1000000)");
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
      problems.add("timeout: " + timeout + " (expected: from 1ms to 10m)");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }
}
