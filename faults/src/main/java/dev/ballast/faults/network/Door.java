// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Knocks at a port of this host. */
final class Door {

  private static final int PATIENCE_MS = 200;

  private Door() {}

  static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
