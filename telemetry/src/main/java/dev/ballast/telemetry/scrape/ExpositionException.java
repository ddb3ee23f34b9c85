// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.scrape;

/** The exposed text is not in its format; the message says in which line. */
final class ExpositionException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ExpositionException(int line, String found, String expected) {
    super("line %d: %s (expected: %s)".formatted(line, found, expected));
  }
}
