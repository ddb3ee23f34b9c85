// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.network;

import dev.ballast.faults.driver.FaultException;
import dev.ballast.faults.undo.Shell;
import dev.ballast.faults.undo.Undo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A rule of the routing (ip-rule(8)): packets with a mark look for their way in a table of their
 * own, before it is asked whether they stay on this host. While that table is empty, as it is when
 * the device is gone, the rule does nothing.
 *
 * @param number 1..65535, of one fault
 */
record PolicyRule(int number) {

  /** The mark of packets that we send on. */
  static final int ON = 0xBA11_0000;

  private static final int TABLES = 0x0BA1_0000;
  private static final int MOST = 65_535;
  private static final int MEANWHILE = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String LOCAL_FIRST = "0:\tfrom all lookup local";
  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/ip"), Path.of("/sbin/ip"), Path.of("/usr/bin/ip"));

  /** One for each fault, the same whenever it is asked for. */
  static PolicyRule of(String fault) {
    return new PolicyRule(1 + Math.floorMod(fault.hashCode(), MOST));
  }

  static boolean isPossible() {
    return PLACES.stream().anyMatch(Files::isExecutable);
  }

  static String hex(int mark) {
    return String.format(Locale.ROOT, "0x%08x", mark);
  }

  int mark() {
    return ON | number;
  }

  int table() {
    return TABLES | number;
  }

  String device() {
    return "bal" + number;
  }

  /**
   * Rules of one priority are asked in the order in which they came. The kernel's own for local
   * addresses has the first one, so it is taken away and put back behind ours; another stands in
   * for it meanwhile, and no packet misses it.
   */
  void add() throws FaultException {
    if (isThere()) {
      return;
    }
    String ours = "rule add pref 0 fwmark %s lookup %d\n".formatted(hex(mark()), table());
    boolean local = list().contains(LOCAL_FIRST);
    run(
        local
            ? """
              rule add pref %1$d lookup local
              %2$srule del pref 0 lookup local
              rule add pref 0 lookup local
              rule del pref %1$d lookup local
              """
                .formatted(MEANWHILE, ours)
            : ours);
  }

  boolean isThere() throws FaultException {
    return list().contains("fwmark " + hex(mark()) + " ");
  }

  private static String list() throws FaultException {
    return shell(List.of("ip", "rule", "list"), "").output();
  }

  private static void run(String batch) throws FaultException {
    Shell.Result result = shell(List.of("ip", "-batch", "-"), batch);
    if (!result.ok()) {
      throw new FaultException("rules of the routing: " + result.sentence());
    }
  }

  private static Shell.Result shell(List<String> command, String input) throws FaultException {
    try {
      return Shell.run(command, input, PATIENCE);
    } catch (IOException e) {
      throw new FaultException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FaultException("interrupted", e);
    }
  }

  /** Takes it away however often it is there; also mends what an {@link #add} broken off left. */
  Undo.Run undo() {
    return new Undo.Run(
        List.of(
            "sh",
            "-c",
            """
            while ip rule del pref 0 fwmark %1$s lookup %2$d 2>/dev/null; do :; done
            if ip rule list | grep -q '^%3$d:.*lookup local'; then
              ip rule list | grep -q '^0:.*lookup local' || ip rule add pref 0 lookup local
              ip rule del pref %3$d lookup local
            fi
            true
            """
                .formatted(hex(mark()), table(), MEANWHILE)),
        PATIENCE.toMillis());
  }

  void remove() throws FaultException {
    var _ = shell(undo().command(), "");
    if (isThere()) {
      throw new FaultException("the rule of the routing for " + device() + " does not go away");
    }
  }
}
