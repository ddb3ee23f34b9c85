// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.wire.WireLimits;
import dev.ballast.model.mesh.Listener;
import dev.ballast.model.mesh.RequestLimits;
import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A listener as an event loop knows it.
 *
 * @param tls asked for each connection; null for plain text
 */
record Port(
    Listener listener,
    ServicePlan service,
    RequestLimits limits,
    WireLimits wire,
    String sourceHeader,
    @Nullable Supplier<SslContext> tls) {

  /** What a listener is known by over changes of the configuration. */
  static String nameOf(Listener listener) {
    return listener.address().toString();
  }
}
