// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Knocks at a port of this host. */
final class Door {

  private static final int PATIENCE_MS = 1000;
  private static final int SHORT_MS = 200;

  private Door() {}

  /** Waits long enough that a busy host does not look like a closed door. */
  static boolean isOpen(int port) {
    return opens(port, PATIENCE_MS);
  }

  /** Does not wait long, since what is cut does not answer. */
  static boolean isShut(int port) {
    return !opens(port, SHORT_MS);
  }

  private static boolean opens(int port, int patience) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
