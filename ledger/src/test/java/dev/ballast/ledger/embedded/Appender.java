// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.embedded;

import dev.ballast.model.Event;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * A process that appends until it is killed and writes each acknowledged sequence to its output.
 */
final class Appender {

  private Appender() {}

  public static void main(String[] args) {
    try (EmbeddedLedger ledger = EmbeddedLedger.open(Path.of(args[0]), InstantSource.system())) {
      while (true) {
        Event event =
            new Event(
                0, InstantSource.system().instant(), "test.appended", "s", "a", "text", Map.of());
        System.out.println(ledger.events().append(event).sequence());
      }
    }
  }
}
