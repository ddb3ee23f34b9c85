// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * HotSpot's attach protocol (version 1) over the socket that a JVM has opened when it was attached
 * to. {@code VirtualMachine.loadAgent} of JDK 25 leaves the socket of each order open, and each
 * makes every start of a process slower.
 */
final class AttachSocket {

  private static final int LONGEST_REPLY = 64 * 1024;
  private static final String RETURN_CODE = "return code: ";

  private AttachSocket() {}

  /**
   * Loads an agent into a JVM that has been attached to.
   *
   * @param agent path of its jar, as that JVM sees it
   */
  static void load(long pid, String agent, String options)
      throws IOException, AgentLoadException, AgentInitializationException {
    String reply = ask(pid, List.of("load", "instrument", "false", agent + "=" + options));
    String[] lines = reply.strip().split("\n", 2);
    String rest = lines.length > 1 ? lines[1].strip() : "";
    if (!lines[0].strip().equals("0")) {
      throw new AgentLoadException(rest.isEmpty() ? "status " + lines[0].strip() : rest);
    }
    String code = rest.startsWith(RETURN_CODE) ? rest.substring(RETURN_CODE.length()) : rest;
    if (!code.strip().equals("0")) {
      throw new AgentInitializationException(code.strip());
    }
  }

  private static String ask(long pid, List<String> words) throws IOException {
    String order = "1\0" + String.join("\0", words) + "\0";
    ByteBuffer bytes = ByteBuffer.wrap(order.getBytes(StandardCharsets.UTF_8));
    try (SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(file(pid)))) {
      while (bytes.hasRemaining()) {
        socket.write(bytes);
      }
      byte[] reply = Channels.newInputStream(socket).readNBytes(LONGEST_REPLY);
      return new String(reply, StandardCharsets.UTF_8);
    }
  }

  /** In the temporary folder of its own root, under the number that it has itself. */
  private static Path file(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    String own =
        Files.readAllLines(process.resolve("status")).stream()
            .filter(line -> line.startsWith("NSpid:"))
            .map(line -> line.replaceFirst(".*\\s", ""))
            .findFirst()
            .orElse(Long.toString(pid));
    Path inside = process.resolve("root/tmp/.java_pid" + own);
    return Files.exists(inside) ? inside : Path.of("/tmp/.java_pid" + own);
  }
}
