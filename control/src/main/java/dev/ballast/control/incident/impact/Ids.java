// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.incident.impact;

import dev.ballast.control.incident.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers evidence on from what an incident has already; what was seen before in the same way keeps
 * its number, so that links stay good. One thread.
 */
public final class Ids {

  private static final String PREFIX = "E";

  private final Map<String, String> byKey = new HashMap<>();
  private int last;

  /** After the highest of these. */
  public Ids(List<Evidence> known) {
    for (Evidence evidence : known) {
      byKey.putIfAbsent(evidence.key(), evidence.id());
      if (evidence.id().matches(PREFIX + "[0-9]{1,8}")) {
        last = Math.max(last, Integer.parseInt(evidence.id().substring(PREFIX.length())));
      }
    }
  }

  Evidence numbered(Evidence evidence) {
    return evidence.withId(byKey.computeIfAbsent(evidence.key(), key -> PREFIX + ++last));
  }
}
