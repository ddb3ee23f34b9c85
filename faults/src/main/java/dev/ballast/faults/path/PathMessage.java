// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.path;

import java.util.Map;

/**
 * What the agent tells the process in the path, one line of JSON each.
 *
 * @param does {@code prepare}, {@code open}, {@code renew}, {@code look} or {@code calm}
 * @param what the kind of way; only with the first two
 * @param millis of the lease, from now
 */
record PathMessage(String does, String id, String what, Map<String, String> settings, long millis) {
  PathMessage {
    settings = Map.copyOf(settings);
  }

  /**
   * The answer to each.
   *
   * @param problem empty when it was done
   */
  record Answer(String id, String problem, Map<String, String> facts) {
    Answer {
      facts = Map.copyOf(facts);
    }
  }
}
