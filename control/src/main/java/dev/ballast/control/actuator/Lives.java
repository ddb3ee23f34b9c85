// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What runs at a place now, so exactly that whoever comes after it is told apart.
 *
 * @param lives by the name of each instance what no later life of it shares: its pid and start
 * @param count how many instances there are
 */
public record Lives(String place, SortedMap<String, String> lives, int count) {

  public Lives {
    lives = Collections.unmodifiableSortedMap(new TreeMap<>(lives));
    if (lives.isEmpty()) {
      throw new IllegalArgumentException(place + ": nothing runs (expected: an instance at least)");
    }
  }

  /** How many of those that were seen live no more. */
  public long gone(Map<String, String> seen) {
    return seen.entrySet().stream()
        .filter(one -> !one.getValue().equals(lives.get(one.getKey())))
        .count();
  }
}
