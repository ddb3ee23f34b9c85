// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.upstream.EndpointKey;
import java.util.Map;
import java.util.Set;

/**
 * A configuration as one event loop executes it: everything looked up beforehand.
 *
 * @param ports by the name of a listener, see {@link Port#nameOf}
 * @param sampling share of the traces begun here that are recorded
 */
record Plan(
    Map<String, Port> ports,
    Set<EndpointKey> endpoints,
    double sampling,
    TraceMemory traces,
    RetryMark mark) {

  static final Plan EMPTY = new Plan(Map.of(), Set.of(), 0, new TraceMemory(), new RetryMark(0));

  Plan {
    ports = Map.copyOf(ports);
    endpoints = Set.copyOf(endpoints);
  }

  /** Looks anew which endpoints may be used. */
  void refresh(long now) {
    for (Port port : ports.values()) {
      port.service().refresh(now);
    }
  }
}
