// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a webhook leads, and whether Ballast may go there.
 *
 * <p>Note. Whoever can edit the configuration could otherwise make the server call what only the
 * server can reach. Never: link-local addresses (cloud metadata), multicast and "any". Loopback
 * only where the resource says so. Private networks are allowed: most receivers live there. All
 * addresses of a name have to pass, and an IPv4 address within an IPv6 one (NAT64, 6to4) counts as
 * itself. Redirects are not followed and proxies not used, which would get around all this. The
 * connection resolves the name again: the JDK keeps addresses for 30 s, so a name server that
 * changes its mind in between is hardly, but not never, believed.
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

  /** Metadata that is not link-local: Amazon's over IPv6, Alibaba's. */
  private static final Set<String> METADATA = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200");

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final byte[] COMPATIBLE = new byte[12];

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
    for (InetAddress resolved : resolver.resolve(host)) {
      InetAddress address = meant(resolved);
      if (address.isLoopbackAddress() && !loopback) {
        throw new Forbidden(
            shown() + ": leads to this machine (expected: another). Fix: allowLoopback: true");
      }
      if (address.isAnyLocalAddress()
          || address.isLinkLocalAddress()
          || address.isMulticastAddress()
          || METADATA.contains(address.getHostAddress())) {
        throw new Forbidden(
            shown() + ": leads to " + address.getHostAddress() + " (expected: no local address)");
      }
    }
  }

  /** The IPv4 address that an IPv6 one stands for; itself if it stands for none. */
  private static InetAddress meant(InetAddress address) throws UnknownHostException {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16 || address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return address;
    }
    if (startsWith(bytes, NAT64) || startsWith(bytes, COMPATIBLE)) {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    }
    return startsWith(bytes, SIX_TO_FOUR)
        ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6))
        : address;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
