// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.demo;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;

/** Tells on the error stream how a run goes: lines that stay, and on a terminal one that moves. */
final class Narrator {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final Duration PLAIN_EVERY = Duration.ofSeconds(15);

  private final Terminal terminal;
  private final Instant start;
  private String said = "";
  private Instant saidAt = Instant.MIN;

  Narrator(Terminal terminal) {
    this.terminal = terminal;
    this.start = terminal.clock().instant();
  }

  /** A line that stays, with the time since the start. */
  synchronized void say(String line) {
    clear();
    Duration passed = Duration.between(start, terminal.clock().instant());
    terminal.progress(String.format(java.util.Locale.ROOT, "%6s  %s", Text.brief(passed), line));
  }

  /** A line that the next one replaces; without a terminal only when it says something new. */
  synchronized void live(String state, String clock) {
    if (terminal.errIsTerminal()) {
      terminal.err().print(CLEAR_LINE + state + "  " + terminal.errorStyle().dim(clock));
      terminal.err().flush();
      return;
    }
    Instant now = terminal.clock().instant();
    if (!state.equals(said) || Duration.between(saidAt, now).compareTo(PLAIN_EVERY) >= 0) {
      said = state;
      saidAt = now;
      say(state);
    }
  }

  synchronized void clear() {
    if (terminal.errIsTerminal()) {
      terminal.err().print(CLEAR_LINE);
      terminal.err().flush();
    }
  }
}
