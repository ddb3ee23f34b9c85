// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.analysis;

import dev.ballast.model.ServiceName;
import java.util.List;

/**
 * Something to change, and what users would be spared.
 *
 * @param gain share of the failures that reach users, 0..1, that would not any more
 * @param spares the services whose failures stop here, the largest first; at most a few
 * @param spared how many there are
 */
public record Cut(Change change, double gain, List<ServiceName> spares, int spared) {

  /** What to do. */
  public sealed interface Change {

    /** A caller that goes on without: a fallback, a cache, a queue. */
    record Fallback(ServiceName client, ServiceName server) implements Change {}

    /** A service that itself never fails: the most that replicas and care can do. */
    record Harden(ServiceName service) implements Change {}
  }

  public Cut {
    spares = List.copyOf(spares);
  }
}
