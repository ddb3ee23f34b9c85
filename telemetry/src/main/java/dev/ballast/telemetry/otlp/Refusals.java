// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.otlp;

import dev.ballast.telemetry.ingest.Appended;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one request had refused: how many for which reason, with the first example. */
final class Refusals {

  private final SortedMap<String, Integer> counts = new TreeMap<>();
  private final SortedMap<String, String> texts = new TreeMap<>();

  void add(Refusal reason, int items, String example) {
    if (items > 0) {
      counts.merge(reason.label(), items, Integer::sum);
      texts.putIfAbsent(reason.label(), " (" + example + ": " + reason.advice() + ")");
    }
  }

  void addAll(Appended appended) {
    appended.refused().forEach((reason, items) -> counts.merge(reason, items, Integer::sum));
  }

  SortedMap<String, Integer> counts() {
    return counts;
  }

  long total() {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** One sentence for the sender; empty when nothing was refused. */
  String message() {
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + e.getKey() + texts.getOrDefault(e.getKey(), ""))
        .collect(Collectors.joining("; "));
  }
}
