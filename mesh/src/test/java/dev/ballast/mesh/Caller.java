// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends bytes as they are. */
final class Caller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  final Socket socket;
  private final InputStream in;

  Caller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  Caller send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  Wire.Response get(String path, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return send(head.append("\r\n").toString()).receive();
  }

  Wire.Response receive() throws IOException {
    return Wire.response(in);
  }

  Wire.Response receiveToHead() throws IOException {
    return Wire.response(in, true);
  }

  /** What comes until the other side ends, in whichever way it does. */
  String rest() throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        text.append((char) next);
      }
    } catch (java.net.SocketException e) {
      return text.toString(); // A reset is an end, too.
    }
    return text.toString();
  }

  /** Whether the other side closes, and says nothing more before. */
  boolean closes() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException e) {
      return true; // A reset is an end, too.
    }
  }

  static Wire.Response once(int port, String path, String... headers) throws IOException {
    try (Caller caller = new Caller(port)) {
      return caller.get(path, headers);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
