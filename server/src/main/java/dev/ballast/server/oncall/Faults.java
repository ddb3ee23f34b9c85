// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.oncall;

import dev.ballast.ledger.Interlocks;
import java.util.Map;
import java.util.TreeMap;

/** The faults that somebody has injected on purpose and that are in force. */
final class Faults {

  private Faults() {}

  /** Who owns each, by its subject. */
  static Map<String, String> of(Interlocks interlocks) {
    Map<String, String> faults = new TreeMap<>();
    interlocks.active().stream()
        .filter(lock -> lock.kind() == Interlocks.Kind.FAULT)
        .forEach(lock -> faults.put(lock.subject(), "chaos run " + lock.owner()));
    return faults;
  }
}
