// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.ingest;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a batch: how much was taken, and how much was refused for which reason. An empty
 * refusal map means all is well.
 */
public record Appended(int accepted, SortedMap<String, Integer> refused) {

  public Appended {
    refused = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(refused));
  }

  public static Appended all(int accepted) {
    return new Appended(accepted, new TreeMap<>());
  }

  public int refusedTotal() {
    return refused.values().stream().mapToInt(Integer::intValue).sum();
  }
}
