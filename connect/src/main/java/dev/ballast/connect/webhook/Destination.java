// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/**
 * Where a webhook leads, and whether Ballast may go there.
 *
 * <p>Note. Whoever can edit the configuration could otherwise make the server call what only the
 * server can reach. Never: link-local addresses (cloud metadata), multicast and "any". Loopback
 * only where the resource says so. Private networks are allowed: most receivers live there. All
 * addresses of a name have to pass; the JDK keeps them for 30 s, so the check and the connection
 * see the same ones. Redirects are not followed, which would get around all this.
 */
record Destination(URI uri) {

  /** Whose addresses are asked. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** Somewhere that no message may go; the text holds no path. */
  static final class Forbidden extends IOException {
    private static final long serialVersionUID = 1;

    Forbidden(String message) {
      super(message);
    }
  }

  /** Amazon's metadata over IPv6, which is not link-local. */
  private static final String METADATA_6 = "fd00:ec2:0:0:0:0:0:254";

  static Destination of(String url) throws Forbidden {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return new Destination(uri);
      }
    } catch (IllegalArgumentException e) {
      // Said below, without the text, which may be secret.
    }
    throw new Forbidden("url: (hidden) (expected: http:// or https:// and a host, no user name)");
  }

  /** Scheme and host: all of it that may be shown. */
  String shown() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  void check(Resolver resolver, boolean loopback) throws IOException {
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    for (InetAddress address : resolver.resolve(host)) {
      if (address.isLoopbackAddress() && !loopback) {
        throw new Forbidden(
            shown() + ": leads to this machine (expected: another). Fix: allowLoopback: true");
      }
      if (address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || address.getHostAddress().equals(METADATA_6)) {
        throw new Forbidden(
            shown() + ": leads to " + address.getHostAddress() + " (expected: no local address)");
      }
    }
  }
}
