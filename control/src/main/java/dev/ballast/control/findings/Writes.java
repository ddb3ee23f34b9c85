// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes that somebody was told have succeeded, and what became of them.
 *
 * @param manyLeaders whether several regions are meant to take writes at once
 */
public record Writes(List<Write> all, boolean manyLeaders) {

  /**
   * One write.
   *
   * @param region that took it
   * @param survived whether the survivor had it after it took over
   * @param afterwards the value that each region has in the end
   * @param copies how often it was applied
   */
  public record Write(
      String id,
      Instant acknowledged,
      String region,
      boolean survived,
      Map<String, String> afterwards,
      int copies) {
    public Write {
      afterwards = Collections.unmodifiableMap(new TreeMap<>(afterwards));
    }
  }

  public Writes {
    all = List.copyOf(all);
  }
}
