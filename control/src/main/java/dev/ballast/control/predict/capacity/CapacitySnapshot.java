// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.capacity;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The newest report on every capacity, the worst first. */
public record CapacitySnapshot(Instant at, List<CapacityReport> reports) {

  public static final CapacitySnapshot EMPTY = new CapacitySnapshot(Instant.EPOCH, List.of());

  public CapacitySnapshot {
    reports =
        reports.stream()
            .sorted(
                Comparator.comparing(CapacityReport::worst, CapacityReport.WORST_FIRST)
                    .thenComparing(report -> report.capacity().name()))
            .toList();
  }
}
