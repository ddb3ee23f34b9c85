// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.rollout;

import dev.ballast.cli.client.Api;
import dev.ballast.cli.terminal.CommandFailure;
import dev.ballast.cli.terminal.Exit;
import dev.ballast.cli.terminal.OutputOptions;
import dev.ballast.cli.terminal.Terminal;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Follows a rollout on the terminal, line by line, to its end: what changes goes to standard error,
 * the last state to standard output.
 */
final class Following {

  private final Terminal terminal;
  private final Api api;
  private final String path;

  Following(Terminal terminal, Api api, String path) {
    this.terminal = terminal;
    this.api = api;
    this.path = path;
  }

  /** 0 when it was promoted, 1 when it was rolled back or let go. */
  int toTheEnd(OutputOptions output) {
    String shown = "";
    boolean begun = false;
    while (true) {
      JsonNode now = api.get(path);
      String line = RolloutText.brief(now);
      if (!line.equals(shown)) {
        terminal.progress(line);
        shown = line;
      }
      String phase = now.path("phase").asString("");
      begun |= isUnderWay(phase);
      if (begun && !isUnderWay(phase)) {
        output.print(terminal, now, () -> RolloutText.one(now, terminal.style()));
        return phase.equals("Succeeded") ? Exit.OK : Exit.BAD;
      }
      pause();
    }
  }

  private static boolean isUnderWay(String phase) {
    return switch (phase) {
      case "Waiting", "Progressing", "WaitingPromotion", "Promoting", "Finalising" -> true;
      default -> false;
    };
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(Exit.INTERRUPTED, "interrupted; the rollout goes on");
    }
  }
}
