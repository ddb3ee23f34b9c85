// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import dev.ballast.model.Capacity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A capacity with the verdict on each of its series, the worst first; there is always at least one,
 * which says so when there is no series.
 *
 * @param timeScale by which all times of the capacity are divided; 1 but in the demo
 * @param at when it was judged
 * @param more series beyond the limit of how many are judged, those nearest to the limit first
 */
public record CapacityReport(
    Capacity capacity, double timeScale, Instant at, List<Verdict> verdicts, int more) {

  /** How two verdicts are ordered: by need, then by how likely a breach is. */
  public static final Comparator<Verdict> WORST_FIRST =
      Comparator.<Verdict>comparingInt(v -> -v.advice().urgency().need())
          .thenComparingDouble(v -> -v.advice().withinDecision())
          .thenComparing(Verdict::series);

  public CapacityReport {
    verdicts = verdicts.stream().sorted(WORST_FIRST).toList();
    if (verdicts.isEmpty()) {
      throw new IllegalArgumentException("verdicts: none (expected: at least one)");
    }
  }

  /** Of the series that needs somebody most. */
  public Verdict worst() {
    return verdicts.getFirst();
  }

  public Urgency urgency() {
    return worst().advice().urgency();
  }
}
