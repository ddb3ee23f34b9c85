// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.rollout;

import dev.ballast.control.rollout.controller.Interval;
import dev.ballast.stats.sequential.ArmCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a judge has seen as rows of numbers: from and to in milliseconds, the weight in percent, and
 * four counts for each metric.
 */
record SeenDocument(List<List<Long>> rows) {

  private static final int HEAD = 3;
  private static final int ARMS = 4;

  static SeenDocument of(List<Interval> seen) {
    List<List<Long>> rows = new ArrayList<>();
    for (Interval interval : seen) {
      List<Long> row = new ArrayList<>();
      row.add(interval.from().toEpochMilli());
      row.add(interval.to().toEpochMilli());
      row.add((long) interval.weight());
      for (ArmCounts counts : interval.counts()) {
        row.add(counts.baselineTotal());
        row.add(counts.baselineBad());
        row.add(counts.canaryTotal());
        row.add(counts.canaryBad());
      }
      rows.add(row);
    }
    return new SeenDocument(rows);
  }

  List<Interval> intervals() {
    return rows.stream().map(SeenDocument::interval).toList();
  }

  private static Interval interval(List<Long> row) {
    List<ArmCounts> counts = new ArrayList<>();
    for (int i = HEAD; i + ARMS <= row.size(); i += ARMS) {
      counts.add(new ArmCounts(row.get(i), row.get(i + 1), row.get(i + 2), row.get(i + 3)));
    }
    return new Interval(
        Instant.ofEpochMilli(row.get(0)),
        Instant.ofEpochMilli(row.get(1)),
        row.get(2).intValue(),
        counts);
  }
}
