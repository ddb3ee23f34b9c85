// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.model.Names;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;

/** Who a request comes from. */
final class Sources {

  static final String UNKNOWN = "unknown";

  private Sources() {}

  /** The port's own caller, then the certificate's. */
  static String ofConnection(Port port, Channel channel) {
    String bound = port.listener().source();
    return bound.isEmpty() ? UNKNOWN : bound;
  }

  /** The port's own caller, then the certificate's, then the header's. */
  static String of(Port port, HttpRequest request, Channel channel) {
    String known = ofConnection(port, channel);
    if (!known.equals(UNKNOWN)) {
      return known;
    }
    if (!port.sourceHeader().isEmpty()) {
      String named = request.headers().get(port.sourceHeader());
      if (named != null && Names.isValid(named)) {
        return named;
      }
    }
    return UNKNOWN;
  }
}
