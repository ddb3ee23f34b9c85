// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.watchdog;

import dev.ballast.faults.undo.Undo;
import java.util.List;

/**
 * What the agent tells its watchdog, one line of JSON each.
 *
 * @param does {@code arm}, {@code renew} or {@code disarm}
 * @param millis of the lease, from now
 * @param undo what heals it; only with {@code arm}
 */
record Message(String does, String id, long millis, List<Undo> undo) {
  Message {
    undo = List.copyOf(undo);
  }

  /**
   * What the watchdog tells the agent.
   *
   * @param says {@code ready}, {@code done}, or {@code healed} when the agent was late
   */
  record Answer(String says, String id, List<String> problems) {
    Answer {
      problems = List.copyOf(problems);
    }
  }
}
