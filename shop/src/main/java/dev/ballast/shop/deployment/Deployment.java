// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.deployment;

import java.time.Instant;
import java.util.List;

/**
 * One version of a service in one region as it is now.
 *
 * @param wanted how many replicas were asked for
 * @param ready how many take requests
 * @param revision changes with what is asked for
 * @param problem why it is not as wanted; empty when nothing stands in the way
 */
public record Deployment(
    Version version,
    int wanted,
    int ready,
    long revision,
    String problem,
    List<Instance> instances) {

  /** A process; the pid and the time at which it began are nobody else's. */
  public record Instance(int number, int port, long pid, Instant startedAt) {

    static Instance of(Replica replica) {
      return new Instance(replica.number(), replica.port(), replica.pid(), replica.startedAt());
    }
  }

  public Deployment {
    instances = List.copyOf(instances);
  }
}
