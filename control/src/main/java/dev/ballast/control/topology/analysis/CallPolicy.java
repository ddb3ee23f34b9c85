// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.time.Duration;

/**
 * How a caller treats a call: what a mesh, or the caller itself, is configured to do.
 *
 * @param attempts the first one included
 * @param perTry how long one attempt may take; zero: no limit
 * @param overall how long all attempts together may take; zero: no limit of its own
 * @param budget the most retries for each request, over time; infinite without a budget
 */
public record CallPolicy(
    ServiceName client,
    ServiceName server,
    int attempts,
    Duration perTry,
    Duration overall,
    double budget) {

  public CallPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts: " + attempts + " (expected: >= 1)");
    }
    if (perTry.isNegative() || overall.isNegative()) {
      throw new IllegalArgumentException(
          "perTry, overall: " + perTry + ", " + overall + " (expected: >= 0)");
    }
    if (!(budget >= 0)) {
      throw new IllegalArgumentException("budget: " + budget + " (expected: >= 0)");
    }
  }

  /** One without a budget. */
  public CallPolicy(
      ServiceName client, ServiceName server, int attempts, Duration perTry, Duration overall) {
    this(client, server, attempts, perTry, overall, Double.POSITIVE_INFINITY);
  }

  /** How many attempts a request becomes while all of them fail. */
  double load() {
    return Math.min(attempts, 1 + budget);
  }

  /** The longest that the caller waits; zero: without end. */
  Duration longest() {
    if (perTry.isZero()) {
      return overall;
    }
    Duration tries = perTry.multipliedBy(attempts);
    return overall.isZero() || tries.compareTo(overall) < 0 ? tries : overall;
  }

  /** How long one attempt can take; zero: without end. */
  Duration attempt() {
    return perTry.isZero() || (!overall.isZero() && overall.compareTo(perTry) < 0)
        ? overall
        : perTry;
  }
}
