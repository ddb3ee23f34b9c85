// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A JVM whose methods are disturbed. Says its port; answers each connection's first byte, which
 * names a method, with {@code 1} when that did what it should. Ends with its standard input.
 */
public final class Cashier {

  private static final int BACKLOG = 256;

  private Cashier() {}

  public static void main(String[] arguments) throws IOException {
    Thread.ofPlatform().daemon().start(Cashier::endWithParent);
    try (ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      System.out.println(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // Nobody says anything here.
      }
    } catch (IOException e) {
      // Gone, too.
    }
    System.exit(0);
  }

  private static void serve(Socket client) {
    try (client) {
      int method = client.getInputStream().read();
      client.getOutputStream().write(isRight(method) ? '1' : '0');
    } catch (IOException e) {
      // Whoever asked has waited long enough.
    }
  }

  private static boolean isRight(int method) {
    try {
      return switch (method) {
        case 'l' -> late(1) == 2;
        case 't' -> throwing(1) == 2;
        default -> returning(1) == 2;
      };
    } catch (IllegalStateException e) {
      return false;
    }
  }

  static int late(int before) {
    return before + 1;
  }

  static int throwing(int before) {
    return before + 1;
  }

  static int returning(int before) {
    return before + 1;
  }

  /** Whether a method did in time what it should. */
  static boolean asks(int port, char method, int patienceMs) {
    try (Socket socket = new Socket()) {
      socket.setSoLinger(true, 0);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMs);
      socket.setSoTimeout(patienceMs);
      socket.getOutputStream().write(method);
      return socket.getInputStream().read() == '1';
    } catch (IOException e) {
      return false;
    }
  }
}
