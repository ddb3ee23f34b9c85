// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.mesh;

/** Where something listens: a host's name or address, and a port. */
public record Address(String host, int port) {

  public static final String LOOPBACK = "127.0.0.1";

  public Address {
    if (host.isEmpty() || host.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("host: \"" + host + "\" (expected: a name or address)");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /** Reads {@code host:port}; an address of IPv6 stands in brackets. */
  public static Address parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("address: " + text + " (expected: host:port)");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Address(
        bracketed ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
