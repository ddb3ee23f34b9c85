// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Answers every request at once; and the client that sees whether a request still passes. */
final class Upstream implements AutoCloseable {

  private static final String CLOSE = "Connection: close";
  private static final byte[] REQUEST =
      ("GET / HTTP/1.1\r\nHost: bench\r\n" + CLOSE + "\r\n\r\n").getBytes(US_ASCII);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] LAST =
      ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + CLOSE + "\r\n\r\n").getBytes(US_ASCII);
  private static final int BACKLOG = 1024;
  private static final int STATUS_AT = 9;

  private final ServerSocket server;

  Upstream() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("upstream").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        // Its client is gone; the next one is waiting.
      }
    }
  }

  private static void answer(Socket client) {
    try (client) {
      byte[] buffer = new byte[8192];
      boolean over = false;
      while (!over) {
        int read = client.getInputStream().read(buffer); // A request is one packet here.
        over = read <= 0 || new String(buffer, 0, read, US_ASCII).contains(CLOSE);
        if (read > 0) {
          client.getOutputStream().write(over ? LAST : ANSWER);
        }
      }
    } catch (IOException e) {
      // Cut off, which is what all this is about.
    }
  }

  /** Whether a request to a port of this host is answered with 200 in so many milliseconds. */
  static boolean passes(int port, int patience) {
    try (Socket socket = new Socket()) {
      socket.setSoLinger(true, 0); // Thousands of them leave no ports behind that nobody may use.
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
      socket.setSoTimeout(patience);
      socket.getOutputStream().write(REQUEST);
      InputStream in = socket.getInputStream();
      byte[] status = in.readNBytes(STATUS_AT + 3);
      return status.length > STATUS_AT && status[STATUS_AT] == '2';
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
