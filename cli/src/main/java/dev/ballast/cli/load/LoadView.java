// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.load;

import dev.ballast.cli.terminal.Terminal;
import dev.ballast.cli.terminal.Text;
import dev.ballast.connect.load.Progress;
import dev.ballast.connect.load.Second;
import dev.ballast.control.chaos.load.Arrivals;
import dev.ballast.control.chaos.load.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a load stands: one line that changes on a terminal, else a line every ten seconds. */
final class LoadView {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final double QUIET_SECONDS = 10;

  private final Terminal terminal;
  private final Duration whole;
  private double nextLine = QUIET_SECONDS;

  LoadView(Terminal terminal, List<Phase> phases) {
    this.terminal = terminal;
    this.whole = Arrivals.length(phases);
  }

  void show(Progress progress) {
    String line = line(progress);
    if (terminal.errIsTerminal()) {
      terminal.err().print(CLEAR_LINE + line);
      terminal.err().flush();
    } else if (progress.seconds() >= nextLine) {
      nextLine = progress.seconds() + QUIET_SECONDS;
      terminal.progress(line);
    }
  }

  void end() {
    if (terminal.errIsTerminal()) {
      terminal.err().print(CLEAR_LINE);
      terminal.err().flush();
    }
  }

  private String line(Progress progress) {
    Optional<Second> latest = progress.latest();
    return String.format(
        Locale.ROOT,
        "%s of %s  %,d due  %,d bad  %,d failed  %,d unsent  %,d under way  p50 %s  p99 %s",
        Text.brief(Duration.ofMillis(Math.round(progress.seconds() * 1000))),
        Text.exact(whole),
        progress.planned(),
        progress.bad(),
        progress.failed(),
        progress.unsent(),
        progress.underWay() + progress.waiting(),
        latest.map(second -> LoadText.millis(second.p50())).orElse("–"),
        latest.map(second -> LoadText.millis(second.p99())).orElse("–"));
  }
}
