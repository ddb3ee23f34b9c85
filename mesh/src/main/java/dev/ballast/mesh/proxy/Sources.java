// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.proxy;

import dev.ballast.mesh.identity.SpiffeId;
import dev.ballast.model.Names;
import dev.ballast.model.mesh.TlsMode;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Who a request comes from. */
final class Sources {

  static final String UNKNOWN = "unknown";

  private Sources() {}

  /** The port's own caller, then the certificate's. */
  static String ofConnection(Port port, Channel channel) {
    String bound = port.listener().source();
    if (!bound.isEmpty()) {
      return bound;
    }
    return port.listener().tls() == TlsMode.MUTUAL
        ? byCertificate(channel).map(SpiffeId::service).orElse(UNKNOWN)
        : UNKNOWN;
  }

  private static Optional<SpiffeId> byCertificate(Channel channel) {
    if (!(channel.pipeline().get("tls") instanceof SslHandler tls)) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return SpiffeId.of((X509Certificate) chain[0]);
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty(); // Before the handshake, or without one.
    }
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
