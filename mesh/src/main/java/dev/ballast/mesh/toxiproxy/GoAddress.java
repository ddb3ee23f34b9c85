// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.toxiproxy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses as Go writes and reads them: {@code host:port}, {@code [::]:80}, {@code :80}. */
final class GoAddress {

  /** An address that cannot be used; the message is Go's. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  private GoAddress() {}

  /** Resolves, so it may block. Nothing at all means a free port on loopback. */
  static InetSocketAddress resolve(String text) throws Unusable {
    if (text.isEmpty()) {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0 || text.endsWith("]")) {
      throw new Unusable("address " + text + ": missing port in address");
    }
    String host = text.substring(0, colon);
    int port = port(text.substring(colon + 1));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new Unusable("address " + text + ": too many colons in address");
    }
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new Unusable("lookup " + host + ": no such host");
    }
  }

  /** The same without asking anybody; null when the host is a name. */
  static @Nullable InetSocketAddress literal(String text) throws Unusable {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean numbers =
        NetUtil.isValidIpV4Address(host) || (host.startsWith("[") && host.endsWith("]"));
    return numbers ? resolve(text) : null;
  }

  static String write(InetSocketAddress address) {
    String host = NetUtil.toAddressString(address.getAddress());
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  /** What Go says when it cannot listen. */
  static String bindError(String address, Throwable cause) {
    String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    String why;
    if (said.contains("in use")) {
      why = "address already in use";
    } else if (said.contains("assign")) {
      why = "cannot assign requested address";
    } else if (said.contains("denied")) {
      why = "permission denied";
    } else {
      why = said;
    }
    return "listen tcp " + address + ": bind: " + why;
  }

  private static int port(String text) throws Unusable {
    try {
      int port = text.isEmpty() ? 0 : Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
      throw new Unusable("address " + text + ": invalid port");
    } catch (NumberFormatException e) {
      throw new Unusable("lookup tcp/" + text + ": unknown port");
    }
  }
}
