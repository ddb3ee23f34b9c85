// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.load;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a load did. {@code planned} is the sum of {@code statuses} and {@code failures} as soon as
 * all have ended: nothing is dropped without a count.
 *
 * @param seconds from the first moment to the last answer
 * @param planned requests that were due
 * @param statuses answers by HTTP status
 * @param failures requests without an answer by reason
 * @param bytes of answers' bodies
 * @param connections that were opened
 * @param unrecorded answered writes that the record has not, because its file could not keep up or
 *     could not be written
 * @param response from the moment a request was due to the end of its answer
 * @param service from the moment a request left to the end of its answer
 * @param start how late requests left
 * @param timeline second by second
 */
public record LoadReport(
    double seconds,
    long planned,
    SortedMap<Integer, Long> statuses,
    Map<Failure, Long> failures,
    long bytes,
    long connections,
    long unrecorded,
    Latencies response,
    Latencies service,
    Latencies start,
    List<Second> timeline) {

  public LoadReport {
    statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    EnumMap<Failure, Long> copy = new EnumMap<>(Failure.class);
    copy.putAll(failures);
    failures = Collections.unmodifiableMap(copy);
    timeline = List.copyOf(timeline);
  }

  public long answered() {
    return statuses.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Answered with a status below 400. */
  public long good() {
    return statuses.headMap(400).values().stream().mapToLong(Long::longValue).sum();
  }

  public long unsent() {
    return failures.entrySet().stream()
        .filter(e -> e.getKey().unsent())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Begun and without an answer. */
  public long unanswered() {
    return failures.values().stream().mapToLong(Long::longValue).sum() - unsent();
  }

  /** The share of planned requests that were not answered well; 0 when none was planned. */
  public double errorRatio() {
    return planned == 0 ? 0 : (double) (planned - good()) / planned;
  }
}
