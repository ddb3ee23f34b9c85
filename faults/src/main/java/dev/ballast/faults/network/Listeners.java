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

  static boolean isOpenToAll(List<String> lines, int port) {
    String wanted = String.format(Locale.ROOT, ":%04X", port);
    return lines.stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(LISTENS))
        .map(words -> words[1])
        .anyMatch(local -> local.endsWith(wanted) && local.matches("0+:.*"));
  }
}
