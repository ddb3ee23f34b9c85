// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.upstream;

import dev.ballast.model.mesh.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One question to an endpoint: does it take a connection, and answer a request well? */
final class Probe {

  private static final int STATUS_LINE = 13;

  private Probe() {}

  /** Asks; an empty path asks for a connection only. */
  static boolean succeeds(Address address, String path, Duration timeout) {
    int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), millis);
      if (path.isEmpty()) {
        return true;
      }
      socket.setSoTimeout(millis);
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + address
              + "\r\nUser-Agent: ballast-mesh-check\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] line = socket.getInputStream().readNBytes(STATUS_LINE);
      String text = new String(line, StandardCharsets.ISO_8859_1);
      return text.matches("HTTP/1\\.[01] 2[0-9]{2}[ \r]");
    } catch (IOException e) {
      return false;
    }
  }
}
