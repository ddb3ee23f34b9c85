// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint written by hand: reads requests, and answers each as its script says. */
final class Backend implements AutoCloseable {

  /** Answers one request; false closes the connection. */
  @FunctionalInterface
  interface Script {
    boolean answer(Request request, OutputStream out) throws IOException;
  }

  /** A request as it arrived. */
  @SuppressWarnings("ArrayRecordComponent") // Looked at only.
  record Request(String line, List<String> headers, byte[] body) {

    String header(String name) {
      return headers.stream()
          .filter(h -> h.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(h -> h.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    String path() {
      return line.split(" ", -1)[1];
    }

    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger accepted = new AtomicInteger();

  Backend(Script script) throws IOException {
    this.script = script;
    this.server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Always the same answer. */
  static Backend answering(String body) throws IOException {
    return new Backend((_, out) -> respond(out, 200, body));
  }

  static boolean respond(OutputStream out, int status, String body) throws IOException {
    return raw(
        out, "HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static boolean raw(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return true;
  }

  int port() {
    return server.getLocalPort();
  }

  int open() {
    return (int) sockets.stream().filter(s -> !s.isClosed()).count();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        Request request = Wire.request(in);
        if (request == null) {
          return;
        }
        requests.add(request);
        if (!script.answer(request, socket.getOutputStream())) {
          return;
        }
      }
    } catch (IOException e) {
      // The mesh hung up, as it may.
    }
  }

  /** Ends a connection with a reset instead of a farewell. */
  void resetAll() throws IOException {
    for (Socket socket : sockets) {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
