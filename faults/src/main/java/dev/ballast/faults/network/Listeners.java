// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Who listens on a port of this host, as /proc/net/tcp says it. */
final class Listeners {

  private static final List<Path> PLACES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final String LISTENS = "0A";
  private static final String UNCONNECTED = "07";

  private Listeners() {}

  /** Whether it is reached from elsewhere: somebody listens on all addresses. */
  static boolean isOpenToAll(int port) {
    return PLACES.stream().anyMatch(place -> isOpenToAll(place, port));
  }

  private static boolean isOpenToAll(Path place, int port) {
    try {
      return isOpenToAll(Files.readAllLines(place), port);
    } catch (IOException e) {
      return false; // Without that protocol nobody listens by it.
    }
  }

  /** Whether somebody takes what comes to a port by IPv4; of UDP, whoever is bound to it. */
  static boolean hears(String protocol, int port) {
    String state = protocol.equals("udp") ? UNCONNECTED : LISTENS;
    return hears(lines("/proc/net/" + protocol), state, port)
        || hears(
            lines("/proc/net/" + protocol + "6").stream().filter(Listeners::isForBoth).toList(),
            state,
            port);
  }

  private static List<String> lines(String place) {
    try {
      return Files.readAllLines(Path.of(place));
    } catch (IOException e) {
      return List.of(); // Without that protocol nobody listens by it.
    }
  }

  /** Of IPv6: all addresses, or one of IPv4 in its clothes. */
  private static boolean isForBoth(String line) {
    return line.matches("\\s*[0-9]+: (0{32}|0{16}FFFF0000[0-9A-F]{8}):.*");
  }

  static boolean hears(List<String> lines, String state, int port) {
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(words -> words.length > 3 && words[3].equals(state) && words[1].endsWith(wanted));
  }

  static boolean isOpenToAll(List<String> lines, int port) {
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(LISTENS))
        .map(words -> words[1])
        .anyMatch(local -> local.endsWith(wanted) && local.matches("0+:.*"));
  }
}
