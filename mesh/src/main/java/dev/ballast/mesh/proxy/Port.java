// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.wire.WireLimits;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.RequestLimits;

/** A listener as an event loop knows it. */
record Port(
    Listener listener,
    ServicePlan service,
    RequestLimits limits,
    WireLimits wire,
    String sourceHeader) {

  /** What a listener is known by over changes of the configuration. */
  static String nameOf(Listener listener) {
    return listener.address().toString();
  }
}
