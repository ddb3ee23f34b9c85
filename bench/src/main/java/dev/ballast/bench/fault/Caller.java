// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection that is kept, and made anew when it broke. */
final class Caller implements AutoCloseable {

  /** What a call has instead of a status when the connection broke. */
  static final int BROKEN = -1;

  private static final int PATIENCE_MS = 20_000;
  private static final String LENGTH = "content-length:";

  private final int port;
  private @Nullable Socket socket;
  private @Nullable InputStream in;

  Caller(int port) {
    this.port = port;
  }

  /** The status that a path is answered with. */
  int call(String path) throws IOException {
    try {
      Socket open = socket == null ? connect() : socket;
      open.getOutputStream()
          .write(("GET " + path + " HTTP/1.1\r\nHost: bench\r\n\r\n").getBytes(US_ASCII));
      return answer();
    } catch (IOException e) {
      close();
      return BROKEN;
    }
  }

  private Socket connect() throws IOException {
    Socket open = new Socket();
    open.setTcpNoDelay(true);
    open.setSoLinger(true, 0);
    open.setSoTimeout(PATIENCE_MS);
    socket = open;
    open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
    in = new BufferedInputStream(open.getInputStream());
    return open;
  }

  private int answer() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long body = 0;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      last |= lower.equals("connection: close");
      body =
          lower.startsWith(LENGTH)
              ? Long.parseLong(lower.substring(LENGTH.length()).strip())
              : body;
    }
    if (in != null) {
      in.skipNBytes(body);
    }
    if (last) {
      close();
    }
    return status;
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      text.append(c == '\r' ? "" : String.valueOf((char) c));
    }
    return text.toString();
  }

  private int read() throws IOException {
    int c = in == null ? -1 : in.read();
    if (c < 0) {
      throw new IOException("closed");
    }
    return c;
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
