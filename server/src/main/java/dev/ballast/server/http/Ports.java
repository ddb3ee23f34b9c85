// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/** Looks whether ports can be listened on. */
public final class Ports {

  private static final int UNPRIVILEGED = 1024;

  private Ports() {}

  public static boolean isFree(String host, int port) {
    try {
      open(host, port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Finds out why a port cannot be listened on.
   *
   * @param flag that chooses the port
   * @throws PortInUseException when something else listens there
   * @throws CannotListenException when it is for any other reason
   */
  static void require(String host, int port, String flag) {
    if (new InetSocketAddress(host, port).isUnresolved()) {
      throw new CannotListenException(
          "--host: %s (expected: an address of this machine, or a name of one)".formatted(host));
    }
    try {
      open(host, port);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      if (reason.toLowerCase(Locale.ROOT).contains("in use")) {
        throw new PortInUseException(host, port, flag);
      }
      throw new CannotListenException(
          reason.contains("denied") && port < UNPRIVILEGED
              ? "%s: %d (expected: %d or more, or a process that may): %s"
                  .formatted(flag, port, UNPRIVILEGED, reason)
              : "--host: %s (expected: an address of this machine): %s".formatted(host, reason));
    }
  }

  private static void open(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    }
  }
}
