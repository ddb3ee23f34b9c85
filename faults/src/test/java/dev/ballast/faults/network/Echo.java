// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** A server that says back what it hears, and a client that measures how long that takes. */
final class Echo implements AutoCloseable {

  private final ServerSocket server;

  Echo() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      // The client broke off.
    }
  }

  int port() {
    return server.getLocalPort();
  }

  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port()), 2000);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(5000);
    return socket;
  }

  /** How long one byte takes there and back. */
  static Duration roundTrip(Socket socket) throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write('x');
    if (socket.getInputStream().read() != 'x') {
      throw new IOException("the connection has ended");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
