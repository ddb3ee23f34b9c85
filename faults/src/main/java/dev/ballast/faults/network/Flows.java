// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.driver.Order;
import dev.ballast.faults.undo.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Connections that a port has already, and their end by {@code ss -K}. */
final class Flows {

  static final String PLAN = "connections that are open are ended (ss -K)";

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/bin/ss"), Path.of("/usr/sbin/ss"), Path.of("/bin/ss"));

  private Flows() {}

  static boolean kills(Order order) {
    return order.parameter("open", "keep").equals("kill");
  }

  /** What stands against what is said of open connections. */
  static List<String> against(Order order) {
    String asked = order.parameter("open", "keep");
    if (!asked.equals("keep") && !asked.equals("kill")) {
      return List.of("open: %s (expected: keep or kill)".formatted(asked));
    }
    return kills(order) && PLACES.stream().noneMatch(Files::isExecutable)
        ? List.of("open: kill needs ss, which is not installed. Fix: install iproute2")
        : List.of();
  }

  /**
   * Ends them on both sides, when both are on this host.
   *
   * @throws FaultException when the kernel cannot (CONFIG_INET_DIAG_DESTROY), or we may not
   */
  static void kill(int port) throws FaultException {
    try {
      Shell.Result result =
          Shell.run(
              List.of("ss", "-t", "-K", "state", "established", "sport", "=", ":" + port),
              PATIENCE);
      if (!result.ok() || result.output().contains("Operation not")) {
        throw new FaultException("open connections cannot be ended: " + result.sentence());
      }
    } catch (IOException e) {
      throw new FaultException("open connections cannot be ended: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }
}
