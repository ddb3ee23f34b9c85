// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.names;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.undo.Proc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a process asks for names: as which user, and which resolver.
 *
 * @param user the number of the user whose questions these are
 * @param resolver an IPv4 address, from the process' own /etc/resolv.conf
 */
record Asking(long user, String resolver) {

  private static final String FOUR = "(\\d{1,3}\\.){3}\\d{1,3}";

  /**
   * @throws FaultException when its questions cannot be led through the responder
   */
  static Asking of(Proc process) throws FaultException {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    try {
      Path ours = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
      if (!Files.readSymbolicLink(proc.resolve("ns/net")).equals(ours)) {
        throw new FaultException(
            "process %d has a network of its own (expected: the agent's). Fix: run an agent in it"
                .formatted(process.pid()));
      }
      return new Asking(
          user(Files.readAllLines(proc.resolve("status"))),
          resolver(Files.readAllLines(proc.resolve("root/etc/resolv.conf"))));
    } catch (IOException e) {
      throw new FaultException(
          "process %d: cannot be looked at: %s. Fix: run the agent as root"
              .formatted(process.pid(), e.getMessage()),
          e);
    }
  }

  /** The second number: sockets belong to the user that a process acts as. */
  static long user(List<String> status) throws FaultException {
    Optional<String> line = status.stream().filter(l -> l.startsWith("Uid:")).findFirst();
    return Long.parseLong(
        line.map(l -> l.split("\\s+"))
            .filter(words -> words.length > 2)
            .map(words -> words[2])
            .orElseThrow(() -> new FaultException("/proc/PID/status: says no user")));
  }

  static String resolver(List<String> lines) throws FaultException {
    List<String> all =
        lines.stream()
            .map(String::strip)
            .filter(l -> l.startsWith("nameserver"))
            .map(l -> l.substring("nameserver".length()).strip())
            .toList();
    if (all.isEmpty()) {
      return "127.0.0.1"; // What the C library does without one.
    }
    Optional<String> six = all.stream().filter(a -> !a.matches(FOUR)).findFirst();
    if (six.isPresent()) {
      throw new FaultException(
          "/etc/resolv.conf: nameserver %s (expected: IPv4 only, since others are not led here)"
              .formatted(six.get()));
    }
    return all.getFirst();
  }
}
